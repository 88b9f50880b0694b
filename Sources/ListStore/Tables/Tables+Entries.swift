import ContentDigests
import Foundation
import GRDB
import HashCore
import Matcher

/// The row of an entry.
struct EntryRow {
  var number: Int64
  var list: Int64
  var id: String
  var said: EntryState
  var state: EntryState
  var labelSet: Int64
  /// Whether a file of the list brought it.
  var isFromFile: Bool
  /// Those that stand in the row itself: at most one of a kind.
  var values: [HashValue]

  fileprivate static let columns =
    "id, list, source_id, said, state, label_set, first_import, pdq, md5, sha1, sha256"

  init(_ row: Row) {
    (number, list, id) = (row[0], row[1], row[2])
    said = EntryState(number: row[3]) ?? .disputed
    state = EntryState(number: row[4]) ?? .withdrawn
    labelSet = row[5]
    isFromFile = row[6] as Int64? != nil
    values = zip([HashKind.pdq, .md5, .sha1, .sha256], 7...).compactMap { kind, column in
      (row[column] as Data?).map { HashValue(kind: kind, value: $0) }
    }
  }
}

extension Tables {
  func entry(_ id: String, of list: Int64) throws -> EntryRow? {
    let statement = try database.cachedStatement(
      sql: "SELECT \(EntryRow.columns) FROM entries WHERE list = ? AND source_id = ?")
    return try Row.fetchOne(statement, arguments: [list, id]).map(EntryRow.init)
  }

  func entry(number: Int64) throws -> EntryRow? {
    let statement = try database.cachedStatement(sql: "SELECT \(EntryRow.columns) FROM entries WHERE id = ?")
    return try Row.fetchOne(statement, arguments: [number]).map(EntryRow.init)
  }

  /// Calls `body` with the entries of a list in byte order of their ids.
  func forEachEntry(of list: Int64, _ body: (EntryRow) throws -> Void) throws {
    try forEachRow(sql: "WHERE list = ? ORDER BY source_id", [list], body)
  }

  /// Calls `body` with the entries that a condition chooses, in the order that it asks for.
  func forEachRow(
    sql condition: String, _ arguments: StatementArguments, _ body: (EntryRow) throws -> Void
  ) throws {
    let rows = try entryCursor(sql: condition, arguments)
    while let row = try rows.next() { try body(EntryRow(row)) }
  }

  /// The rows of a list's entries in byte order of their ids. Entries behind the one that was given last may
  /// not be added meanwhile.
  func entryCursor(of list: Int64) throws -> RowCursor {
    try entryCursor(sql: "WHERE list = ? ORDER BY source_id", [list])
  }

  private func entryCursor(sql condition: String, _ arguments: StatementArguments) throws -> RowCursor {
    try Row.fetchCursor(
      database, sql: "SELECT \(EntryRow.columns) FROM entries \(condition)", arguments: arguments)
  }

  /// - Parameter firstImport: the import that brings it, if one does.
  /// - Returns: the entry's number.
  func insertEntry(
    _ id: String, of list: Int64, said: EntryState, _ content: EntryContent, labelSet: Int64,
    firstImport: Int64? = nil
  ) throws -> Int64 {
    let (own, more) = content.ordered.rows
    func value(_ kind: HashKind) -> Data? { own.first { $0.kind == kind }?.value }
    try database.cachedStatement(
      sql: """
        INSERT INTO entry_rows (list, source_id, said, state, label_set, pdq, md5, sha1, sha256, first_import)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      list, id, said.number, said.number, labelSet, value(.pdq), value(.md5), value(.sha1), value(.sha256),
      firstImport,
    ])
    let number = database.lastInsertedRowID
    try insert(more, content.foreignHashes, of: number)
    return number
  }

  private func insert(_ values: [HashValue], _ foreign: [ForeignHash], of entry: Int64) throws {
    for hash in values {
      try database.execute(
        sql: "INSERT INTO more_hashes VALUES (?, ?, ?, ?)",
        arguments: [entry, hash.kind.rawValue, hash.value, hash.view])
    }
    for hash in foreign {
      try database.execute(
        sql: "INSERT INTO foreign_hashes (entry, kind, value) VALUES (?, ?, ?)",
        arguments: [entry, hash.kind, Data(hash.value)])
    }
  }

  /// Puts what a file says of an entry in the place of what stood there.
  func updateEntry(_ row: EntryRow, _ entry: FileEntry, labelSet: Int64, import: Int64) throws {
    let (own, more) = entry.content.rows
    func value(_ kind: HashKind) -> Data? { own.first { $0.kind == kind }?.value }
    try database.cachedStatement(
      sql: """
        UPDATE entry_rows SET said = ?, label_set = ?, pdq = ?, md5 = ?, sha1 = ?, sha256 = ?,
          first_import = coalesce(first_import, ?) WHERE id = ?
        """
    ).execute(arguments: [
      entry.said.number, labelSet, value(.pdq), value(.md5), value(.sha1), value(.sha256), `import`,
      row.number,
    ])
    for table in ["more_hashes", "foreign_hashes"] {
      try database.execute(sql: "DELETE FROM \(table) WHERE entry = ?", arguments: [row.number])
    }
    try insert(more, entry.content.foreignHashes, of: row.number)
  }

  func setState(_ state: EntryState, of entry: Int64) throws {
    try database.execute(
      sql: "UPDATE entry_rows SET state = ? WHERE id = ?", arguments: [state.number, entry])
  }

  /// Everything that the entry is found by, and what is kept for others.
  func content(of row: EntryRow) throws -> EntryContent {
    let foreign = try database.cachedStatement(
      sql: "SELECT kind, value FROM foreign_hashes WHERE entry = ?")
    let foreignHashes = try Row.fetchAll(foreign, arguments: [row.number]).map { hash in
      ForeignHash(kind: hash["kind"], value: Array(hash["value"] as Data))
    }
    return EntryContent(row.values + (try moreValues(of: row)), foreignHashes: foreignHashes).ordered
  }

  /// What of an entry's hashes and digests does not stand in its row.
  func moreValues(of row: EntryRow) throws -> [HashValue] {
    let more = try database.cachedStatement(
      sql: "SELECT kind, value, view FROM more_hashes WHERE entry = ?")
    return try Row.fetchAll(more, arguments: [row.number]).compactMap { hash in
      HashKind(rawValue: hash["kind"]).map { HashValue(kind: $0, value: hash["value"], view: hash["view"]) }
    }
  }

  func stored(_ row: EntryRow, list: String) throws -> StoredEntry {
    StoredEntry(
      list: list, id: row.id, state: row.state, content: try content(of: row),
      labels: try labels(ofSet: row.labelSet, entry: row.number))
  }
}

extension EntryContent {
  /// What stands in the entry's own row, and what has no room there.
  fileprivate var rows: (own: [HashValue], more: [HashValue]) {
    var (own, more): ([HashValue], [HashValue]) = ([], [])
    for value in values {
      let isFirst = value.view.isEmpty && !own.contains { $0.kind == value.kind }
      if isFirst { own.append(value) } else { more.append(value) }
    }
    return (own, more)
  }
}
