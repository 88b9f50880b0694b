import Foundation
import GRDB
import ListFormats

/// What files say, sorted by id. Memory is bounded, whatever the files hold.
final class ImportScratch: Sendable {
  private let file: ScratchFile
  private var queue: DatabaseQueue { file.queue }

  init(in folder: StoreFolder) throws(StoreError) {
    file = try ScratchFile(in: folder, sql: "CREATE TABLE items (id TEXT NOT NULL, content BLOB NOT NULL)")
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
        guard let next = RecordCoding.decoded(row[0]) else { throw file.damage }
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
