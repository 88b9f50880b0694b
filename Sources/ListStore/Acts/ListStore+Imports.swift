import GRDB

extension ListStore {
  /// The number of the last import into a list; `nil` where there was none.
  public func lastImport(into list: String) throws(StoreError) -> Int? {
    try read { tables in
      try Int.fetchOne(
        tables.database,
        sql: """
          SELECT max(id) FROM imports WHERE list = ? AND id NOT IN (SELECT import FROM staged_imports)
          """,
        arguments: [try tables.list(named: list).number])
    }
  }

  /// The entries of a list that an import withdrew and that are withdrawn still, in byte order of their ids:
  /// `reinstate` of all of them undoes what a wrong file did. O(audit lines and tombstones).
  ///
  /// - Throws: `StoreError` where there was no such import into the list.
  public func entriesWithdrawn(byImport number: Int, of list: String) throws(StoreError) -> [String] {
    try read { tables in
      let list = try tables.list(named: list)
      let found = try Row.fetchOne(
        tables.database, sql: "SELECT seq, withdrawn FROM imports WHERE id = ? AND list = ?",
        arguments: [number, list.number])
      guard let found else {
        throw StoreError(
          .entry, "list '\(list.list.name)'", expected: "an import into the list",
          found: "no import \(number)")
      }
      // One that withdrew nothing may have changed nothing, and then ended with another act's change.
      guard found["withdrawn"] > 0 else { return [] }
      return try tables.entriesWithdrawn(by: ImportTaking.reviewer, upTo: found["seq"], of: list.number)
    }
  }
}

extension Tables {
  /// What the act withdrew that ended with this change: each act is a line of the audit log, and its changes
  /// lie behind those of the line before.
  fileprivate func entriesWithdrawn(
    by reviewer: String, upTo last: Int, of list: Int64
  ) throws -> [String] {
    try String.fetchAll(
      database,
      sql: """
        SELECT source_id FROM tombstones JOIN entries USING (list, source_id)
          WHERE list = ? AND reviewer = ? AND lifted IS NULL AND tombstones.seq <= ?
            AND tombstones.seq > (SELECT coalesce(max(seq), 0) FROM audit WHERE seq < ?)
          ORDER BY source_id
        """,
      arguments: [list, reviewer, last, last])
  }
}
