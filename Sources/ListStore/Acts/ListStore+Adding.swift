import ListFormats
import Matcher

/// What somebody wants to have on a list.
public struct NewEntry: Hashable, Sendable {
  /// Unique within the list.
  public var id: String
  public var content: EntryContent
  public var labels: [Label]

  public init(id: String, content: EntryContent, labels: [Label] = []) {
    self.id = id
    self.content = content
    self.labels = labels
  }
}

/// What an act came to.
public struct ActOutcome: Hashable, Sendable {
  /// As it is now.
  public var entry: StoredEntry
  public var history: EntryHistory
  /// Whether anything is different from before: an act that is repeated changes nothing.
  public var hasChanged: Bool
}

extension ListStore {
  /// Proposes an entry: it answers when as many reviewers as the list asks for have confirmed it. Adding what
  /// is there already changes nothing, but for labels that are new, as long as nobody has confirmed it: what
  /// was confirmed takes labels by `label` alone. O(hashes and labels).
  ///
  /// - Throws: `StoreError` where the id has other hashes, where a hash or digest is one that no picture has,
  ///   or where the entry, or one of the list with an equal hash or digest, was withdrawn: nothing but
  ///   `reinstate` brings that back.
  public func add(_ entry: NewEntry, to list: String, by author: Author) throws(StoreError) -> ActOutcome {
    guard entry.content.isFindable, !entry.id.isEmpty, entry.id.utf8.count <= 4096 else {
      throw StoreError(
        .content, "\(list)/\(entry.id)", expected: "a hash or digest, and an id of 1 to 4096 bytes",
        found: "none")
    }
    try entry.content.checkPlausibility("\(list)/\(entry.id)")
    return try act(by: author) { try $0.add(entry, to: try $0.tables.list(named: list)) }
  }
}

extension Act {
  fileprivate func add(_ entry: NewEntry, to list: NumberedList) throws -> ActOutcome {
    try checkTombstones(entry, list)
    let before = try tables.entry(entry.id, of: list.number)
    let stored = try before.map { try tables.stored($0, list: list.list.name) }
    if let stored { try check(stored, has: entry) }
    let number = try before?.number ?? insert(entry, list.number)
    var hasChanged = before == nil
    let isSettled = try before.map { try isConfirmedByAnybody($0, list) } ?? false
    if isSettled { try check(stored, has: entry.labels) }
    for label in entry.labels {
      let isNew = try tables.insert(SourcedLabel(label, source: SourcedLabel.own), of: number)
      hasChanged = hasChanged || isNew
    }
    guard let row = try tables.entry(number: number) else {
      throw StoreError.noEntry(entry.id, in: list.list.name)
    }
    let after = try tables.stored(row, list: list.list.name)
    if hasChanged {
      _ = try tables.noteChange(of: list.number, entry: number)
      try note(.add, list: list.list.name, entry: entry.id, before: stored, after: after)
    }
    return ActOutcome(
      entry: after, history: try tables.history(of: row, quorum: list.list.quorum), hasChanged: hasChanged)
  }

  private func isConfirmedByAnybody(_ row: EntryRow, _ list: NumberedList) throws -> Bool {
    try row.state == .confirmed || tables.stateRule(of: row, quorum: list.list.quorum).confirmationCount > 0
  }

  /// What people confirmed was the entry with the labels that it had.
  private func check(_ stored: StoredEntry?, has labels: [Label]) throws {
    let known = Set(stored?.labels.map(\.label) ?? [])
    guard let new = labels.first(where: { !known.contains($0) }) else { return }
    throw StoreError(
      .state, "\(stored?.list ?? "")/\(stored?.id ?? "")",
      expected: "labels that the entry has, since it was confirmed ('matchd list label' gives it others)",
      found: "'\(new)'")
  }

  private func insert(_ entry: NewEntry, _ list: Int64) throws -> Int64 {
    try tables.dropStagedEntry(entry.id, of: list)
    return try tables.insertEntry(
      entry.id, of: list, said: .proposed, entry.content, labelSet: try tables.number(ofSet: []))
  }

  private func checkTombstones(_ entry: NewEntry, _ list: NumberedList) throws {
    let equal =
      try tables.isWithdrawn(entry.id, of: list.number)
      ? entry.id : try tables.withdrawnEntry(of: list.number, with: entry.content.values)
    guard let equal else { return }
    throw StoreError(
      .state, "\(list.list.name)/\(entry.id)",
      expected: "an entry that was not withdrawn (only 'matchd list reinstate' brings one back)",
      found: "the withdrawn entry '\(equal)'")
  }

  private func check(_ stored: StoredEntry, has entry: NewEntry) throws {
    guard Set(entry.content.values).isSubset(of: stored.content.values) else {
      throw StoreError(
        .content, "\(stored.list)/\(stored.id)", expected: "the hashes and digests that the entry has",
        found: "others")
    }
  }
}

extension EntryContent {
  /// - Throws: `StoreError` for a hash or digest that says nothing of any picture.
  fileprivate func checkPlausibility(_ subject: String) throws(StoreError) {
    let faults =
      hashes.compactMap { Plausibility.fault(of: $0.hash) } + digests.compactMap(Plausibility.fault)
    guard let fault = faults.first else { return }
    throw StoreError(.content, subject, expected: "hashes and digests of a picture", found: "\(fault)")
  }
}
