import Foundation
import GRDB
import ListFormats
import Matcher

/// What an import will do, found out while others go on working with the store: it holds as long as the store
/// is as it was. So nobody waits for more than what is written.
struct ImportPlan {
  let staged: StagedImport
  let list: NumberedList
  let mode: ImportMode
  /// The store's last change when it was made.
  let sequence: Int
  let difference: ImportDifference
  private let steps: ImportSteps

  init(_ walk: ImportWalk, in folder: StoreFolder) throws {
    (staged, list, mode) = (walk.staged, walk.list, walk.mode)
    sequence = try walk.tables.sequence()
    let steps = try ImportSteps(in: folder)
    difference = try walk.tables.difference(walk) { try steps.add($0) }
    try steps.finish()
    self.steps = steps
  }

  /// Calls `body` with what is to be done, in the order in which it was found out.
  func forEachStep(_ tables: Tables, _ body: (ImportStep) throws -> Void) throws {
    try steps.forEach(tables, list.list.kind, body)
  }
}

/// The steps of a plan that change anything, in a file: there may be as many as entries.
private final class ImportSteps {
  private let file: ScratchFile
  private var waiting: [(kind: Kind, entry: Int64?, content: [UInt8]?, reason: String?)] = []
  private static let waitingCountMax = 1000

  private enum Kind: Int { case add, change, withdraw, foreclose }

  init(in folder: StoreFolder) throws(StoreError) {
    file = try ScratchFile(
      in: folder, sql: "CREATE TABLE steps (kind INTEGER NOT NULL, entry INTEGER, content BLOB, reason TEXT)")
  }

  func add(_ step: ImportStep) throws {
    switch step {
    case .add(let entry, let reason): waiting.append((.add, nil, RecordCoding.encoded(entry.record), reason))
    case .change(let row, let entry):
      waiting.append((.change, row.number, RecordCoding.encoded(entry.record), nil))
    case .withdraw(let row, let reason): waiting.append((.withdraw, row.number, nil, reason))
    case .foreclose(let entry, let reason):
      waiting.append((.foreclose, nil, RecordCoding.encoded(entry.record), reason))
    case .keep, .holdBack, .refuse: break
    }
    if waiting.count >= Self.waitingCountMax { try finish() }
  }

  /// Writes what waits.
  func finish() throws {
    try file.queue.write { database in
      let statement = try database.cachedStatement(sql: "INSERT INTO steps VALUES (?, ?, ?, ?)")
      for step in waiting {
        try statement.execute(arguments: [
          step.kind.rawValue, step.entry, step.content.map { Data($0) }, step.reason,
        ])
      }
    }
    waiting = []
  }

  func forEach(_ tables: Tables, _ kind: IndexList.Kind, _ body: (ImportStep) throws -> Void) throws {
    try file.queue.read { database in
      let rows = try Row.fetchCursor(
        database, sql: "SELECT kind, entry, content, reason FROM steps ORDER BY rowid")
      while let row = try rows.next() {
        let record = (row[2] as Data?).flatMap { RecordCoding.decoded($0) }
        let entry = record.map { FileEntry($0, kind: kind) }
        let listed = try (row[1] as Int64?).flatMap { try tables.entry(number: $0) }
        try body(try step(Kind(rawValue: row[0]), listed, entry, row[3]))
      }
    }
  }

  private func step(
    _ kind: Kind?, _ row: EntryRow?, _ entry: FileEntry?, _ reason: String?
  ) throws -> ImportStep {
    switch (kind, row, entry) {
    case (.add, nil, let entry?): return .add(entry, quarantine: reason)
    case (.change, let row?, let entry?): return .change(row, entry)
    case (.withdraw, let row?, nil): return .withdraw(row, reason: reason ?? "")
    case (.foreclose, nil, let entry?): return .foreclose(entry, reason: reason ?? "")
    default: throw file.damage
    }
  }
}
