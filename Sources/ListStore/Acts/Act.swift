import Matcher

/// One act of one person upon the store, in one transaction with what the logs say of it.
struct Act {
  let tables: Tables
  let author: Author

  /// Writes the act into the audit log.
  ///
  /// - Parameters:
  ///   - before: the entry as it was; `nil` where there was none.
  ///   - after: the entry as it is.
  func note(
    _ act: AuditLine.Act, list: String = "", entry: String = "", reviewer: String = "", reason: String = "",
    before: StoredEntry? = nil, after: StoredEntry? = nil
  ) throws {
    try tables.append(
      AuditLine(
        number: 0, time: author.time, operator: author.operator, reviewer: reviewer, act: act, list: list,
        entry: entry, sequence: try tables.sequence(), reason: reason, before: before?.auditDigest ?? [],
        after: after?.auditDigest ?? []))
  }

  /// Sets the state of an entry to what everything that is known of it makes it.
  func settleState(of row: EntryRow, in list: NumberedList) throws -> EntryRow {
    var row = row
    let state = try tables.stateRule(of: row, quorum: list.list.quorum).state
    if state != row.state { try tables.setState(state, of: row.number) }
    row.state = state
    return row
  }
}
