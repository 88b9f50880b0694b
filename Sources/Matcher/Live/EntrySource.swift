public import ContentDigests
public import HashCore

/// What a judge of pictures asks; tests count the questions.
public protocol MatchSource {
  /// Whether any entry has a digest of this kind.
  func hasDigests(_ algorithm: DigestAlgorithm) -> Bool
  /// The recipes that any list asks for.
  var recipes: HashRecipes { get }
  /// The recipes of the list that an entry belongs to.
  func recipes(of entry: EntryNumber) -> HashRecipes
  /// What its list says of an entry.
  func state(of entry: EntryNumber) -> EntryState
  /// All lists in byte order of their names, where one is negative or has thresholds of its own; else none,
  /// since all are judged alike.
  var ruledLists: [IndexList] { get }
  /// The place in `ruledLists` of the list that an entry belongs to; `nil` only in a damaged file.
  func listNumber(of entry: EntryNumber) -> Int?
  /// The entries that have this digest, ascending.
  func entries(with digest: ContentDigest) -> [EntryNumber]
  /// Every entry within the threshold, nearest first, each once, until `body` returns false.
  func forEachMatch(
    for query: PDQHash, within threshold: Threshold, engine: SearchEngine, _ body: (HashMatch) -> Bool
  ) throws(IndexError)
  func containsMatch(
    for query: PDQHash, within threshold: Threshold, engine: SearchEngine
  ) throws(IndexError) -> Bool
}

/// What look-ups are answered from: an index, or an index with what changed since it was compiled. Its
/// entries are numbered in byte order of (list, id), so that ascending numbers are the order of reports.
public protocol EntrySource: MatchSource, Sendable {
  /// How many entries can be found.
  var entryCount: Int { get }
  /// Which compilation of the source lists this is.
  var generation: UInt64 { get }
  /// The last change of the list store that answers have; `nil` without a store.
  var sequence: UInt64? { get }
  /// Every list in byte order of the names. O(lists), and where entries changed O(entries / 64).
  var listSizes: [ListSize] { get }
  /// Whether `SearchEngine.ring` can be asked for.
  var hasRingTables: Bool { get }

  /// Says whether what was found up to now is to be believed: see `HashIndex.checkUnchanged`.
  func checkUnchanged() throws(IndexError)
  func entry(_ number: EntryNumber) -> IndexEntry
  /// Every match of every query, by query, then as for one query, until `body` returns false.
  func forEachMatch(
    for queries: [PDQHash], within threshold: Threshold, engine: SearchEngine, coreCount: Int,
    _ body: (Int, HashMatch) -> Bool
  ) throws(IndexError)
  /// The `count` nearest entries that are confirmed and that `isCounted` says so of, whatever their distance.
  func nearest(
    _ count: Int, to query: PDQHash, where isCounted: (EntryNumber) -> Bool
  ) -> [HashMatch]
}

extension EntrySource {
  /// The `count` nearest entries that are confirmed, whatever their distance.
  public func nearest(_ count: Int, to query: PDQHash) -> [HashMatch] {
    nearest(count, to: query) { _ in true }
  }
}

extension HashIndex: EntrySource {
  public var generation: UInt64 { header.generation }
  public var sequence: UInt64? { header.sequence > 0 ? header.sequence : nil }
  public var listSizes: [ListSize] {
    zip(lists, listEntryCounts).map { ListSize($0, entryCount: $1) }
  }

  public func hasDigests(_ algorithm: DigestAlgorithm) -> Bool {
    switch algorithm {
    case .md5: header.md5Count > 0
    case .sha1: header.sha1Count > 0
    case .sha256: header.sha256Count > 0
    }
  }

  public var ruledLists: [IndexList] {
    header.requiredFeatures.isDisjoint(with: [.negativeLists, .listThresholds]) ? [] : lists
  }

  public func state(of number: EntryNumber) -> EntryState {
    header.requiredFeatures.contains(.entryStates) ? state(ofEntry: number) : .confirmed
  }
}
