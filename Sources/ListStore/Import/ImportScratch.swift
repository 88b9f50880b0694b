import Foundation
import GRDB
import Glibc
import ListFormats
import Platform

/// What files say, sorted by id: a file beside the store, of its owner's alone. It loses its name as soon as
/// it is open, so that it goes with the process, however that ends. Memory is bounded, whatever the files
/// hold.
///
/// It has a connection of its own: a statement that is open while the store commits would keep the store's
/// old state.
final class ImportScratch: Sendable {
  private let path: String
  private let queue: DatabaseQueue

  init(in folder: StoreFolder) throws(StoreError) {
    path = folder.scratch
    try? FilePath(path).remove()
    do throws(SystemError) {
      _ = try FilePath(path).open(O_RDWR | O_CREAT | O_EXCL, mode: 0o600, action: "create \(path)")
    } catch {
      throw StoreError(path, error)
    }
    queue = try StoreError.wrapping(path) { [path] in
      let queue = try StoreConnection.openScratch(path, in: folder.path)
      try queue.write { try $0.execute(sql: "CREATE TABLE items (id TEXT NOT NULL, content BLOB NOT NULL)") }
      return queue
    }
    try? FilePath(path).remove()
  }

  func add(_ records: [ImportedRecord]) throws {
    guard !records.isEmpty else { return }
    try queue.write { database in
      let statement = try database.cachedStatement(sql: "INSERT INTO items VALUES (?, ?)")
      for record in records {
        try statement.execute(arguments: [record.id, Data(RecordCoding.encoded(record))])
      }
    }
  }

  /// Calls `body` with what the files say of each id, in byte order of the ids: where they say several
  /// things, all of it together.
  func forEachRecord(_ body: (ImportedRecord) throws -> Void) throws {
    try queue.read { database in
      let rows = try Row.fetchCursor(database, sql: "SELECT content FROM items ORDER BY id, rowid")
      var open: ImportedRecord?
      while let row = try rows.next() {
        guard let next = RecordCoding.decoded(row[0]) else {
          throw StoreError(.intact, path, expected: "the entries that were written", found: "other bytes")
        }
        if let known = open, known.id.utf8.elementsEqual(next.id.utf8) {
          open = known.merged(with: next)
        } else {
          if let open { try body(open) }
          open = next
        }
      }
      if let open { try body(open) }
    }
  }
}
