import GRDB

/// The change log: one number for each change of a list or an entry, ascending in the order in which they
/// were made. A run of neighbouring entries that changed together is one row.
extension Tables {
  /// The number of the last change; 0 where there was none.
  func sequence() throws -> Int {
    try Int.fetchOne(database, sql: "SELECT last_seq FROM changes ORDER BY seq DESC LIMIT 1") ?? 0
  }

  /// Notes that an entry changed, or a list where there is no entry.
  /// - Returns: the number of the change.
  func noteChange(of list: Int64, entry: Int64? = nil) throws -> Int {
    let sequence = try self.sequence() + 1
    try database.execute(
      sql: "INSERT INTO changes VALUES (?, ?, ?, ?, ?)",
      arguments: [sequence, sequence, list, entry, entry])
    return sequence
  }
}
