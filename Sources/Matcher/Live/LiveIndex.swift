public import ContentDigests
public import HashCore

/// An index and what has changed since it was compiled, answered from as one: a list store's entries as they
/// stand now, without compiling them all anew.
///
///     base     the compiled index, as it is on the disk
///     removed  those of its entries that do not count any more: a bit each
///     added    an index in memory of the entries that are new, or say something else now
///
/// An entry that changed is removed from the one and added to the other, so there is no third kind. A store
/// that was never compiled has no base. Answers equal those of an index of the entries that count.
public final class LiveIndex: Sendable {
  public let base: HashIndex
  public let sequence: UInt64?
  let removed: EntrySet
  let added: HashIndex
  let numbering: EntryNumbering
  private let listNumbering: ListNumbering

  /// - Parameters:
  ///   - base: the compiled index; an empty one where there is none.
  ///   - changed: (list, id) of the entries that `base` does not speak for any more.
  ///   - added: those of them that count now, as they are, and new ones.
  ///   - sequence: the last change that the answers have.
  public init(
    _ base: HashIndex, changed: [(list: String, id: String)], added: HashIndex, sequence: UInt64
  ) {
    self.base = base
    self.added = added
    self.sequence = sequence
    var removed = EntrySet(of: base)
    for entry in changed {
      let place = base.place(of: entry.id, inList: entry.list)
      if place.isThere { removed.insert(UInt32(place.entry)) }
    }
    self.removed = removed
    numbering = EntryNumbering(base, added)
    listNumbering = ListNumbering(base, added)
  }

  /// How many entries changed since the base was compiled: what answers cost more than those of the base.
  public var changeCount: Int { removed.count + added.entryCount }
}

extension LiveIndex: EntrySource {
  public var entryCount: Int { base.entryCount - removed.count + added.entryCount }
  public var generation: UInt64 { base.generation }
  public var hasRingTables: Bool { base.hasRingTables && added.hasRingTables }
  public var recipes: HashRecipes {
    base.entryCount == 0
      ? added.recipes : added.entryCount == 0 ? base.recipes : base.recipes.union(added.recipes)
  }

  /// What is said of a list that changed is what was said last.
  public var listSizes: [ListSize] {
    var sizes: [String: ListSize] = [:]
    var start = 0
    for size in base.listSizes {
      let end = start + size.entryCount
      sizes[size.list.name] = ListSize(
        size.list, entryCount: size.entryCount - removed.count(in: start..<end))
      start = end
    }
    for size in added.listSizes {
      let old = sizes[size.list.name]?.entryCount ?? 0
      sizes[size.list.name] = ListSize(size.list, entryCount: old + size.entryCount)
    }
    return sizes.values.sorted { $0.list.name.utf8.lexicographicallyPrecedes($1.list.name.utf8) }
  }

  public func hasDigests(_ algorithm: DigestAlgorithm) -> Bool {
    base.hasDigests(algorithm) || added.hasDigests(algorithm)
  }

  public func recipes(of entry: EntryNumber) -> HashRecipes {
    ask(entry) { $0.recipes(of: $1) }
  }

  public var ruledLists: [IndexList] { listNumbering.lists }

  public func listNumber(of entry: EntryNumber) -> Int? {
    switch numbering.origin(of: entry.rawValue) {
    case .first(let number):
      base.listNumber(of: EntryNumber(rawValue: number)).map { listNumbering.ofFirst[$0] }
    case .second(let number):
      added.listNumber(of: EntryNumber(rawValue: number)).map { listNumbering.ofSecond[$0] }
    }
  }

  /// What was added since is nobody else's file.
  public func checkUnchanged() throws(IndexError) { try base.checkUnchanged() }

  public func state(of entry: EntryNumber) -> EntryState { ask(entry) { $0.state(of: $1) } }

  public func entry(_ number: EntryNumber) -> IndexEntry { ask(number) { $0.entry($1) } }

  /// The entry with this id; `nil` where none counts. O(log n) but for the lists, which are few.
  public func number(of id: String, inList name: String) -> EntryNumber? {
    let new = added.place(of: id, inList: name)
    if new.isThere { return number(ofAdded: EntryNumber(rawValue: UInt32(new.entry))) }
    let old = base.place(of: id, inList: name)
    guard old.isThere, !removed.contains(UInt32(old.entry)) else { return nil }
    return number(ofBase: EntryNumber(rawValue: UInt32(old.entry)))
  }

  /// Asks the index that an entry is of, by its number there.
  private func ask<Answer>(_ number: EntryNumber, _ body: (HashIndex, EntryNumber) -> Answer) -> Answer {
    switch numbering.origin(of: number.rawValue) {
    case .first(let entry): body(base, EntryNumber(rawValue: entry))
    case .second(let entry): body(added, EntryNumber(rawValue: entry))
    }
  }

  public func entries(with digest: ContentDigest) -> [EntryNumber] {
    let old = base.entries(with: digest).filter { !removed.contains($0.rawValue) }.map(number(ofBase:))
    return (old + added.entries(with: digest).map(number(ofAdded:))).sorted()
  }

  func number(ofBase entry: EntryNumber) -> EntryNumber {
    EntryNumber(rawValue: numbering.number(ofFirst: entry.rawValue))
  }

  func number(ofAdded entry: EntryNumber) -> EntryNumber {
    EntryNumber(rawValue: numbering.number(ofSecond: entry.rawValue))
  }
}
