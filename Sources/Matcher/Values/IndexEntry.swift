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

/// What a list says of an entry.
public enum EntryState: String, CaseIterable, Sendable {
  /// Somebody answers for it. Entries built from text lines are confirmed.
  case confirmed
  /// Proposed, not yet confirmed.
  case unconfirmed
  /// Somebody objects to it; it still matches, and says so.
  case disputed
}
