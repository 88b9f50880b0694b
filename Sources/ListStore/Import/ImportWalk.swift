import Foundation
import GRDB
import ListFormats
import Matcher

/// What an import makes of the entries that it does not name, and of those that it does.
public enum ImportMode: String, CaseIterable, Sendable {
  /// What the files name is added or changed; everything else stays.
  case merge
  /// The files are the whole list: entries that came by a file and are in none of these are withdrawn.
  case replace
  /// What the files name is withdrawn.
  case remove
}

/// An entry as a file has it.
struct FileEntry {
  let record: ImportedRecord
  var id: String
  var said: EntryState
  var content: EntryContent
  var labels: [Label]

  /// - Parameter kind: what an official list brings is as its source says; elsewhere people confirm it.
  init(_ record: ImportedRecord, kind: IndexList.Kind) {
    self.record = record
    id = record.id
    let state = record.state ?? .confirmed
    said = kind == .official || state == .disputed ? state : .proposed
    content =
      EntryContent(
        hashes: record.hashes.map { StoredHash($0) }, digests: record.digests,
        foreignHashes: record.foreignHashes.map { ForeignHash(kind: $0.kind, value: Array($0.value.utf8)) }
      )
      .ordered
    labels = record.labels.map {
      Label(
        scheme: $0.scheme ?? "", version: $0.version ?? "", code: $0.code, jurisdiction: $0.jurisdiction ?? ""
      )
    }
  }
}

/// What an import does about one id.
enum ImportStep {
  /// With why it is suspicious, where it is.
  case add(FileEntry, quarantine: String?)
  /// With why its new hashes are suspicious, where they are.
  case change(EntryRow, FileEntry, suspicion: String?)
  case withdraw(EntryRow, reason: String)
  /// Withdrawn by its source before it came.
  case foreclose(FileEntry, reason: String)
  case keep
  /// The file brings what was withdrawn here.
  case holdBack(String)
  case refuse(String)

  /// The sign and the id of an entry that becomes another one.
  var difference: (sign: Character, id: String)? {
    switch self {
    case .add(let entry, _): ("+", entry.id)
    case .change(let row, _, _): ("~", row.id)
    case .withdraw(let row, _): ("-", row.id)
    case .holdBack(let id): ("!", id)
    case .foreclose, .keep, .refuse: nil
    }
  }
}

/// Walks what files say and what a list has side by side, both in byte order of the ids: one pass tells what
/// is new, changed, the same and gone.
struct ImportWalk {
  let staged: StagedImport
  let tables: Tables
  let list: NumberedList
  let mode: ImportMode
  /// What answers before the import.
  let index: LiveIndex?

  func forEachStep(_ body: (ImportStep) throws -> Void) throws {
    let held = try tables.quarantined(of: list.number)
    var poisonGuard = PoisonGuard(index)
    var gone = WithdrawnValues()
    let rows = try tables.entryCursor(of: list.number)
    var row = try rows.next().map { EntryRow($0) }
    func passAbsent(before id: String?) throws {
      while let absent = row, id.map({ absent.id.utf8.lexicographicallyPrecedes($0.utf8) }) ?? true {
        let step = step(absent: absent)
        try gone.note(step, tables)
        try body(step)
        row = try rows.next().map { EntryRow($0) }
      }
    }
    try staged.scratch.forEachRecord { record in
      try passAbsent(before: record.id)
      var record = record
      for reason in staged.constantHashes?.remove(from: &record) ?? [] { try body(.refuse(reason.kind)) }
      if let listed = row, listed.id.utf8.elementsEqual(record.id.utf8) {
        let step = try step(of: record, listed, held, &poisonGuard, gone)
        try gone.note(step, tables)
        try body(step)
        row = try rows.next().map { EntryRow($0) }
      } else {
        let step = try step(new: record, &poisonGuard, gone)
        try gone.note(step, tables)
        try body(step)
      }
    }
    try passAbsent(before: nil)
  }

  private func step(absent row: EntryRow) -> ImportStep {
    mode == .replace && row.isFromFile && row.state != .withdrawn
      ? .withdraw(row, reason: "absent from the list's file") : .keep
  }

  private func step(
    of record: ImportedRecord, _ row: EntryRow, _ held: [Int64: EntryState],
    _ poisonGuard: inout PoisonGuard, _ gone: WithdrawnValues
  ) throws -> ImportStep {
    if row.state == .withdrawn { return isWithdrawal(record) ? .keep : .holdBack(row.id) }
    if isWithdrawal(record) { return .withdraw(row, reason: reason(of: record)) }
    let entry = FileEntry(record, kind: list.list.kind)
    let isSame =
      try held[row.number, default: row.said] == entry.said && row.isFromFile
      && tables.findSet(of: entry.labels) == row.labelSet
      && tables.content(of: row) == entry.content
    if isSame { return .keep }
    if try isWithdrawn(entry.content.values, besides: row.id, gone) {
      return .refuse("equal to a withdrawn entry")
    }
    // What does not answer yet nobody has looked at.
    let known = row.state == .confirmed ? Set(try tables.content(of: row).hashes) : []
    return .change(row, entry, suspicion: try poisonGuard.reason(against: entry, besides: known))
  }

  private func step(
    new record: ImportedRecord, _ poisonGuard: inout PoisonGuard, _ gone: WithdrawnValues
  ) throws -> ImportStep {
    let entry = FileEntry(record, kind: list.list.kind)
    if mode == .remove { return .keep }
    let isBarred = try tables.isWithdrawn(entry.id, of: list.number)
    if record.state == .withdrawn {
      return isBarred ? .keep : .foreclose(entry, reason: reason(of: record))
    }
    if isBarred { return .holdBack(entry.id) }
    if record.isEmpty { return .refuse("nothing to match") }
    if try isWithdrawn(entry.content.values, besides: entry.id, gone) {
      return .refuse("equal to a withdrawn entry")
    }
    return .add(entry, quarantine: try poisonGuard.reason(against: entry))
  }

  /// Whether another entry of the list was withdrawn that has one of these, before or by this import.
  private func isWithdrawn(
    _ values: [HashValue], besides id: String, _ gone: WithdrawnValues
  ) throws -> Bool {
    try gone.contains(anyOf: values)
      || tables.withdrawnEntry(of: list.number, with: values, besides: id) != nil
  }

  private func isWithdrawal(_ record: ImportedRecord) -> Bool {
    mode == .remove || record.state == .withdrawn
  }

  private func reason(of record: ImportedRecord) -> String {
    mode == .remove ? "removed by a file" : "its source says \(record.stateWord ?? "withdrawn")"
  }
}

/// What the entries have that an import withdraws: memory is theirs.
private struct WithdrawnValues {
  private var values: Set<HashValue> = []

  mutating func note(_ step: ImportStep, _ tables: Tables) throws {
    switch step {
    case .withdraw(let row, _): values.formUnion(Self.plain(try tables.content(of: row).values))
    case .foreclose(let entry, _): values.formUnion(Self.plain(entry.content.values))
    case .add, .change, .keep, .holdBack, .refuse: break
    }
  }

  func contains(anyOf other: [HashValue]) -> Bool {
    !values.isEmpty && Self.plain(other).contains(where: values.contains)
  }

  /// Of whatever view.
  private static func plain(_ values: [HashValue]) -> [HashValue] {
    values.map { HashValue(kind: $0.kind, value: $0.value) }
  }
}
