import GRDB

/// Entries that an import has written and that nobody sees before it is published. This file alone reads
/// `entry_rows`; everybody else reads the view `entries`.
extension Tables {
  /// Has the entries that an import adds from now on be in nobody's sight.
  func stageImport(_ number: Int64) throws {
    try database.execute(
      sql: "INSERT INTO staged_imports SELECT ?, coalesce(max(id), 0) FROM entry_rows", arguments: [number])
  }

  /// Has them be there, all at once. O(1).
  func publishImport(_ number: Int64) throws {
    try database.execute(sql: "DELETE FROM staged_imports WHERE import = ?", arguments: [number])
  }

  /// Whether there is anything of an import into the list that was not published.
  func hasStagedImport(into list: Int64) throws -> Bool { try stagedImport(into: list) != nil }

  private func stagedImport(into list: Int64) throws -> Row? {
    try Row.fetchOne(
      database,
      sql: "SELECT import, after FROM staged_imports JOIN imports ON imports.id = import WHERE list = ?",
      arguments: [list])
  }

  /// Removes some of what an import into the list has written and not published, or in the end the import.
  /// - Returns: whether there was anything.
  func dropStagedEntries(of list: Int64, countMax: Int) throws -> Bool {
    guard let staged = try stagedImport(into: list) else { return false }
    let number: Int64 = staged[0]
    let entries = try Int64.fetchAll(
      database, sql: "SELECT id FROM entry_rows WHERE id > ? AND first_import = ? ORDER BY id LIMIT ?",
      arguments: [staged[1] as Int64, number, countMax])
    for entry in entries { try dropStagedEntry(number: entry) }
    if entries.isEmpty {
      try publishImport(number)
      try database.execute(sql: "DELETE FROM imports WHERE id = ?", arguments: [number])
    }
    return true
  }

  /// Makes room for an entry of this id. An import that has written one already finds that the list changed.
  func dropStagedEntry(_ id: String, of list: Int64) throws {
    let entry = try Int64.fetchOne(
      database,
      sql: """
        SELECT id FROM entry_rows WHERE list = ? AND source_id = ?
          AND first_import IN (SELECT import FROM staged_imports)
        """,
      arguments: [list, id])
    if let entry { try dropStagedEntry(number: entry) }
  }

  private func dropStagedEntry(number: Int64) throws {
    for (table, column) in [
      ("more_hashes", "entry"), ("foreign_hashes", "entry"), ("quarantine", "entry"), ("entry_rows", "id"),
    ] {
      try database.cachedStatement(sql: "DELETE FROM \(table) WHERE \(column) = ?").execute(
        arguments: [number])
    }
  }
}
