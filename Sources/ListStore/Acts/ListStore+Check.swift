import GRDB

extension ListStore {
  /// Checks the whole store: SQLite's own structure, references between tables, the state of each entry
  /// against the votes and tombstones that decide it, the audit log and what it says of entries, and the
  /// compiled index, with what changed since, against the entries that answer. O(store).
  ///
  /// - Returns: how many entries were looked at.
  /// - Throws: `StoreError` that says what is wrong, at the first that is.
  public func check() throws(StoreError) -> Int {
    try verifyAudit()
    let count = try read { tables in
      try checkStructure(tables)
      var count = 0
      for list in try tables.lists() {
        try tables.forEachEntry(of: list.number) {
          try check($0, tables, list)
          count += 1
        }
      }
      try checkAudit(tables)
      return count
    }
    try checkIndex()
    return count
  }

  private func checkStructure(_ tables: Tables) throws {
    let words = try String.fetchAll(tables.database, sql: "PRAGMA integrity_check(1)").first ?? ""
    guard words == "ok" else {
      throw StoreError(.intact, path, expected: "SQLite's structure to be whole", found: words)
    }
    if let row = try Row.fetchOne(tables.database, sql: "PRAGMA foreign_key_check") {
      let table: String = row["table"]
      throw StoreError(
        .intact, path, expected: "rows that refer to rows that exist", found: "others in \(table)")
    }
  }

  private func check(_ row: EntryRow, _ tables: Tables, _ list: NumberedList) throws {
    let state = try tables.stateRule(of: row, quorum: list.list.quorum).state
    guard state == row.state else {
      throw StoreError(
        .intact, "\(list.list.name)/\(row.id)",
        expected: "an entry that is \(state), as votes and tombstones say", found: "one that is \(row.state)")
    }
  }
}
