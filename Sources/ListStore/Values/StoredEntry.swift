public import ContentDigests
public import HashCore
public import Matcher

/// What an entry is found by, and what of it is kept for others.
public struct EntryContent: Hashable, Sendable {
  public var hashes: [StoredHash]
  public var digests: [ContentDigest]
  /// Stored and given back, never matched.
  public var foreignHashes: [ForeignHash]

  public init(
    hashes: [StoredHash] = [], digests: [ContentDigest] = [], foreignHashes: [ForeignHash] = []
  ) {
    self.hashes = hashes
    self.digests = digests
    self.foreignHashes = foreignHashes
  }

  /// The same, each hash and digest once, in an order that depends on nothing else.
  var ordered: EntryContent {
    EntryContent(
      hashes: Set(hashes).sorted { ($0.view, $0.hash) < ($1.view, $1.hash) },
      digests: Set(digests).sorted {
        $0.algorithm != $1.algorithm
          ? $0.algorithm < $1.algorithm : $0.bytes.lexicographicallyPrecedes($1.bytes)
      },
      foreignHashes: Set(foreignHashes).sorted {
        $0.kind != $1.kind ? $0.kind < $1.kind : $0.value.lexicographicallyPrecedes($1.value)
      })
  }

  /// Whether there is anything that can be looked up.
  public var isFindable: Bool { !hashes.isEmpty || !digests.isEmpty }
}

/// A hash of an entry.
public struct StoredHash: Hashable, Sendable {
  public var hash: PDQHash
  /// Of which view of the picture it is; empty: of the picture as it is.
  public var view: String

  public init(_ hash: PDQHash, view: String = "") {
    self.hash = hash
    self.view = view
  }
}

/// A hash that only others can compare.
public struct ForeignHash: Hashable, Sendable {
  /// As its source names it.
  public var kind: String
  public var value: [UInt8]

  public init(kind: String, value: [UInt8]) {
    self.kind = kind
    self.value = value
  }
}

/// An entry of a list, as the store has it.
public struct StoredEntry: Hashable, Sendable {
  public var list: String
  /// Unique within the list.
  public var id: String
  public var state: EntryState
  public var content: EntryContent
  /// Of all sources, in the order of the labels.
  public var labels: [SourcedLabel]

  /// The words of `labels=`: each once, whoever says it.
  public var labelTexts: [String] {
    var seen: Set<String> = []
    return labels.map(\.label.description).filter { seen.insert($0).inserted }
  }
}

/// What was said of an entry, and by whom.
public struct EntryHistory: Hashable, Sendable {
  public struct Vote: Hashable, Sendable {
    public enum Kind: String, Sendable { case confirm, dispute }
    public var reviewer: String
    public var kind: Kind
    public var sequence: Int
    public var reason: String
    /// The change that settled a dispute.
    public var lifted: Int?
  }

  public struct Withdrawal: Hashable, Sendable {
    public var reviewer: String
    public var sequence: Int
    public var reason: String
    /// The change that reinstated the entry.
    public var lifted: Int?
  }

  public var votes: [Vote]
  public var withdrawals: [Withdrawal]
  /// How many different reviewers the list asks for.
  public var quorum: Int

  /// Different people who confirmed it.
  public var confirmationCount: Int {
    Set(votes.filter { $0.kind == .confirm && $0.lifted == nil }.map { Reviewer.key($0.reviewer) }).count
  }
}
