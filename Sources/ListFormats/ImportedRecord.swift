import ContentDigests
import HashCore
import Matcher

/// One item of a partner's file, as that file says it, before any list has taken it in.
///
/// A file may say several things of one id, in several records: `merged` brings them together.
public struct ImportedRecord: Hashable, Sendable {
  /// Unique within the source; made from the hash or digest (`MatchQuery.text`) where the source has no ids.
  public var id: String
  /// The list that the file names for this item, in the forms that name one.
  public var list: String?
  public var hashes: [PDQHash]
  public var digests: [ContentDigest]
  /// Hashes that are kept and handed on, and never looked up.
  public var foreignHashes: [ForeignHash]
  public var labels: [ImportedLabel]
  /// What the source itself says; `nil` where it says nothing but that this stands on its list. Feedback of
  /// others is no part of it.
  public var state: EntryState?
  /// The source's own word for a state that does not answer, as in `Received` or `NON_MALICIOUS`.
  public var stateWord: String?
  /// When the source last changed it, where it says so.
  public var updated: SourceTime?

  public init(
    id: String, list: String? = nil, hashes: [PDQHash] = [], digests: [ContentDigest] = [],
    foreignHashes: [ForeignHash] = [], labels: [ImportedLabel] = [], state: EntryState? = nil,
    stateWord: String? = nil, updated: SourceTime? = nil
  ) {
    self.id = id
    self.list = list
    self.hashes = hashes
    self.digests = digests
    self.foreignHashes = foreignHashes
    self.labels = labels
    self.state = state
    self.stateWord = stateWord
    self.updated = updated
  }

  /// Whether nothing in it keeps it from answering, so that a format without states can say it.
  var isAnswering: Bool { state == nil || state == .confirmed }

  /// Whether there is nothing in it by which a picture could be found or handed on.
  public var isEmpty: Bool { hashes.isEmpty && digests.isEmpty && foreignHashes.isEmpty }
}

/// A hash of a kind that this program keeps but cannot compare, such as PhotoDNA.
public struct ForeignHash: Hashable, Sendable {
  /// Lower case, as in `photodna` or `tmk-pdqf`.
  public var kind: String
  /// As the source wrote it.
  public var value: String

  public init(kind: String, value: String) {
    self.kind = kind
    self.value = value
  }
}

extension ImportedRecord {
  /// What both records say of one id. The one that its source changed later stands alone, since sources send
  /// an item anew as a whole; of two without a time, or with the same, everything counts, and the state is
  /// the one that says least for answering, so that no order of records revives what was withdrawn.
  public func merged(with other: ImportedRecord) -> ImportedRecord {
    if let updated, let theirs = other.updated, updated != theirs { return updated < theirs ? other : self }
    var merged = self
    merged.list = list ?? other.list
    merged.hashes.appendMissing(of: other.hashes)
    merged.digests.appendMissing(of: other.digests)
    merged.foreignHashes.appendMissing(of: other.foreignHashes)
    merged.labels.appendMissing(of: other.labels)
    if other.state.caution > state.caution {
      merged.state = other.state
      merged.stateWord = other.stateWord
    }
    merged.updated = updated ?? other.updated
    return merged
  }
}

extension EntryState? {
  /// More for what says less for answering.
  fileprivate var caution: Int { self.map { EntryState.allCases.firstIndex(of: $0)! } ?? -1 }
}

extension Array where Element: Equatable {
  /// Appends each element of `others` that is not there yet. Records hold few of each.
  mutating func appendMissing(of others: [Element]) {
    for other in others where !contains(other) { append(other) }
  }
}
