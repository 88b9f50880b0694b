import Foundation
import GRDB

/// The change log: one number for each change of a list or an entry, ascending in the order in which they
/// were made. A run of neighbouring entries that changed together is one row.
extension Tables {
  /// The number of the last change; 0 where there was none.
  func sequence() throws -> Int {
    try Int.fetchOne(database, sql: "SELECT last_seq FROM changes ORDER BY seq DESC LIMIT 1") ?? 0
  }

  /// Notes that an entry changed, or a list where there is no entry; a list that is gone has no number.
  /// - Returns: the number of the change.
  func noteChange(of list: Int64?, entry: Int64? = nil) throws -> Int {
    let sequence = try self.sequence() + 1
    try database.execute(
      sql: "INSERT INTO changes VALUES (?, ?, ?, ?, ?)",
      arguments: [sequence, sequence, list, entry, entry])
    return sequence
  }

  /// Notes that neighbouring entries changed, each with a number of its own.
  func noteChanges(of list: Int64, entries: ClosedRange<Int64>) throws {
    let first = try sequence() + 1
    try database.execute(
      sql: "INSERT INTO changes VALUES (?, ?, ?, ?, ?)",
      arguments: [first, first + entries.count - 1, list, entries.lowerBound, entries.upperBound])
  }

  /// Whether anything of a list has changed since then.
  func hasChanged(_ list: Int64, since sequence: Int) throws -> Bool {
    try Bool.fetchOne(
      database, sql: "SELECT EXISTS (SELECT 1 FROM changes WHERE seq > ? AND list = ?)",
      arguments: [sequence, list]) ?? false
  }

  /// Whether files were taken into a list before.
  func hasImports(into list: Int64) throws -> Bool {
    try Bool.fetchOne(
      database,
      sql: """
        SELECT EXISTS (SELECT 1 FROM imports
          WHERE list = ? AND id NOT IN (SELECT import FROM staged_imports))
        """,
      arguments: [list]) ?? false
  }

  /// Notes that files are being taken in.
  /// - Returns: the number of the import.
  func insertImport(into list: Int64, _ mode: ImportMode, _ digest: [UInt8], time: Int) throws -> Int64 {
    try database.execute(
      sql: """
        INSERT INTO imports (list, mode, digest, time, seq, added, changed, withdrawn, refused, unchanged)
          VALUES (?, ?, ?, ?, 0, 0, 0, 0, 0, 0)
        """,
      arguments: [list, mode.rawValue, Data(digest), time])
    return database.lastInsertedRowID
  }

  /// Notes what came of it.
  func finishImport(_ number: Int64, _ difference: ImportDifference, sequence: Int) throws {
    try database.execute(
      sql: """
        UPDATE imports SET seq = ?, added = ?, changed = ?, withdrawn = ?, refused = ?, unchanged = ?
          WHERE id = ?
        """,
      arguments: [
        sequence, difference.added, difference.changed, difference.withdrawn, difference.refusedCount,
        difference.unchanged, number,
      ])
  }
}
