/// One item of a list, as an index holds it: its hashes and digests are found by looking them up.
public struct IndexEntry: Hashable, Sendable {
  /// The name of the list it belongs to.
  public let list: String
  /// Its id, unique within the list.
  public let id: String
  /// Its labels, each once, in byte order.
  public let labels: [String]
  public let state: EntryState

  public init(list: String, id: String, labels: [String] = [], state: EntryState = .confirmed) {
    self.list = list
    self.id = id
    self.labels = labels
    self.state = state
  }
}

/// What a list says of an entry. Cases stand from what says least against it to what says most; their places
/// are the numbers in index files.
public enum EntryState: String, CaseIterable, Sendable {
  /// Somebody answers for it. Entries built from text lines are confirmed.
  case confirmed
  /// Not confirmed yet by as many as the list asks for.
  case proposed
  /// Somebody objects to it.
  case disputed
  /// Taken back: it is as if it did not exist.
  case withdrawn
}

/// The place of an entry in one index: entries are numbered from 0 in byte order of (list, id), so that
/// ascending numbers are the order in which equally near matches are reported.
///
/// A number means something only together with the index it came from.
public struct EntryNumber: RawRepresentable, Hashable, Comparable, Sendable, BitwiseCopyable {
  public let rawValue: UInt32
  @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }
  @inlinable public static func < (a: EntryNumber, b: EntryNumber) -> Bool { a.rawValue < b.rawValue }
}
