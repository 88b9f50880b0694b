import Foundation
import GRDB
import ListFormats
import Matcher

/// What an import will do, found out while others go on working with the store: it holds as long as the list
/// is as it was. So nobody waits for more than what is written.
struct ImportPlan {
  let staged: StagedImport
  let list: NumberedList
  let mode: ImportMode
  /// The store's last change when it was made.
  let sequence: Int
  let difference: ImportDifference
  /// Whether what is new and would answer is put into quarantine: a list that grows much, not by its first
  /// import, and nobody said so.
  let holdsAdditionsBack: Bool
  /// Whether changes are made whose new hashes are suspicious.
  let makesSuspiciousChanges: Bool
  private let steps: ImportSteps

  /// - Throws: where more would be withdrawn than was confirmed.
  init(_ walk: ImportWalk, _ confirmed: ConfirmedCounts, in folder: StoreFolder) throws {
    (staged, list, mode) = (walk.staged, walk.list, walk.mode)
    sequence = try walk.tables.sequence()
    let steps = try ImportSteps(in: folder)
    var difference = try walk.tables.difference(walk) { try steps.add($0) }
    try steps.finish()
    self.steps = steps
    try Self.check(difference, walk, confirmed)
    holdsAdditionsBack =
      try difference.growsMuch && confirmed.additions != difference.added
      && walk.tables.hasImports(into: walk.list.number)
    if holdsAdditionsBack { difference.holdAdditionsBack() }
    makesSuspiciousChanges = difference.settleSuspiciousChanges(confirmed: confirmed.changes)
    self.difference = difference
  }

  private static func check(
    _ difference: ImportDifference, _ walk: ImportWalk, _ confirmed: ConfirmedCounts
  ) throws {
    guard walk.mode == .replace, difference.withdrawsMuch, confirmed.withdrawals != difference.withdrawn
    else { return }
    throw StoreError(
      .importing, "list '\(walk.list.list.name)'",
      expected: "--confirm-withdrawals \(difference.withdrawn), since more than a tenth would go",
      found: confirmed.withdrawals.map(String.init) ?? "none")
  }

  /// An entry that is new.
  struct Addition {
    /// Ascending in the order of the entries' ids.
    let place: Int64
    let entry: FileEntry
    /// Why it is suspicious, where it is.
    let quarantine: String?
  }

  /// What is new behind a place, from 0, at most so many.
  func additions(after place: Int64, countMax: Int) throws -> [Addition] {
    try steps.additions(after: place, countMax: countMax, list.list.kind)
  }

  /// Calls `body` with what else is to be done, in the order in which it was found out.
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
      in: folder,
      sql: """
        CREATE TABLE additions (id INTEGER PRIMARY KEY, content BLOB NOT NULL, reason TEXT);
        CREATE TABLE steps (
          id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, entry INTEGER, content BLOB, reason TEXT
        );
        """)
  }

  func add(_ step: ImportStep) throws {
    switch step {
    case .add(let entry, let reason): waiting.append((.add, nil, RecordCoding.encoded(entry.record), reason))
    case .change(let row, let entry, let suspicion):
      waiting.append((.change, row.number, RecordCoding.encoded(entry.record), suspicion))
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
      let additions = try database.cachedStatement(
        sql: "INSERT INTO additions (content, reason) VALUES (?, ?)")
      let steps = try database.cachedStatement(
        sql: "INSERT INTO steps (kind, entry, content, reason) VALUES (?, ?, ?, ?)")
      for step in waiting {
        let content = step.content.map { Data($0) }
        if step.kind == .add {
          try additions.execute(arguments: [content, step.reason])
        } else {
          try steps.execute(arguments: [step.kind.rawValue, step.entry, content, step.reason])
        }
      }
    }
    waiting = []
  }

  func additions(after place: Int64, countMax: Int, _ kind: IndexList.Kind) throws -> [ImportPlan.Addition] {
    try file.queue.read { database in
      let rows = try Row.fetchCursor(
        database, sql: "SELECT id, content, reason FROM additions WHERE id > ? ORDER BY id LIMIT ?",
        arguments: [place, countMax])
      var additions: [ImportPlan.Addition] = []
      while let row = try rows.next() {
        guard let record = RecordCoding.decoded(row[1]) else { throw file.damage }
        additions.append(
          ImportPlan.Addition(place: row[0], entry: FileEntry(record, kind: kind), quarantine: row[2]))
      }
      return additions
    }
  }

  func forEach(_ tables: Tables, _ kind: IndexList.Kind, _ body: (ImportStep) throws -> Void) throws {
    try file.queue.read { database in
      let rows = try Row.fetchCursor(
        database, sql: "SELECT kind, entry, content, reason FROM steps ORDER BY id")
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
    case (.change, let row?, let entry?): return .change(row, entry, suspicion: reason)
    case (.withdraw, let row?, nil): return .withdraw(row, reason: reason ?? "")
    case (.foreclose, nil, let entry?): return .foreclose(entry, reason: reason ?? "")
    default: throw file.damage
    }
  }
}
