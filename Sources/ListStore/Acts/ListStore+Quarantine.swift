import GRDB
import Matcher

/// An entry that an import brought and that does not answer until somebody has looked at it.
public struct QuarantinedEntry: Hashable, Sendable {
  public var list: String
  public var id: String
  /// What is suspicious.
  public var reason: String
  /// Which import of the store brought it.
  public var importNumber: Int
  /// What it is when it is released, before the votes of our own people.
  public var said: EntryState
}

/// What becomes of entries in quarantine.
public enum QuarantineDecision: String, CaseIterable, Sendable {
  /// They are what their source says.
  case release
  /// They are withdrawn.
  case drop
}

extension ListStore {
  /// Entries in quarantine, of one list or of all, in byte order of lists and ids.
  public func quarantine(of list: String? = nil) throws(StoreError) -> [QuarantinedEntry] {
    try read { tables in
      if let list { _ = try tables.list(named: list) }
      let rows = try Row.fetchAll(
        tables.database,
        sql: """
          SELECT name, source_id, reason, import, quarantine.said FROM quarantine
            JOIN entries ON entries.id = entry JOIN lists ON lists.id = entries.list
            WHERE name = ? OR ? IS NULL ORDER BY name, source_id
          """,
        arguments: [list, list])
      return rows.map {
        QuarantinedEntry(
          list: $0[0], id: $0[1], reason: $0[2], importNumber: $0[3],
          said: EntryState(number: $0[4]) ?? .disputed)
      }
    }
  }

  /// Decides about entries in quarantine, about all at once or about none.
  ///
  /// - Parameter ids: `nil`: all of the list.
  /// - Returns: how many there were.
  /// - Throws: `StoreError` where one of them is not in quarantine, or would be released although another
  ///   entry that has one of its hashes or digests was withdrawn.
  public func decide(
    _ decision: QuarantineDecision, on ids: [String]?, of list: String, _ grounds: Grounds, by author: Author
  ) throws(StoreError) -> Int {
    try grounds.check(decision.rawValue)
    let chosen = if let ids { ids } else { try quarantine(of: list).map(\.id) }
    try act(by: author) { act in
      let list = try act.tables.list(named: list)
      for id in chosen {
        guard let row = try act.tables.entry(id, of: list.number), try act.tables.isQuarantined(row.number)
        else {
          throw StoreError(
            .state, "\(list.list.name)/\(id)", expected: "an entry in quarantine", found: "none of this id")
        }
        try act.decide(decision, on: row, of: list, grounds)
      }
    }
    return chosen.count
  }
}

extension Act {
  fileprivate func decide(
    _ decision: QuarantineDecision, on row: EntryRow, of list: NumberedList, _ grounds: Grounds
  ) throws {
    let before = try tables.stored(row, list: list.list.name)
    let sequence = try tables.noteChange(of: list.number, entry: row.number)
    switch decision {
    case .release: try checkContentStands(row)
    case .drop:
      try tables.insertTombstone(row.id, of: row.list, before.content.values, grounds, at: sequence)
    }
    try tables.endQuarantine(of: row.number, asSourceSays: decision == .release)
    guard let freed = try tables.entry(number: row.number) else { return }
    let after = try tables.stored(try settleState(of: freed, in: list), list: list.list.name)
    try note(
      decision == .release ? .release : .drop, list: list.list.name, entry: row.id,
      reviewer: grounds.reviewer, reason: grounds.reason, before: before, after: after)
  }
}
