import ContentDigests
public import ListFormats
import Matcher

/// What our own people think of an entry that came from elsewhere.
public enum EntryOpinion: Hashable, Sendable {
  /// Somebody confirmed it, and nobody objects.
  case affirmative
  /// Somebody disputes it or withdrew it.
  case negative
  /// Nobody looked at it.
  case none
}

extension ListStore {
  /// Calls `body` with each entry of a list and what our own people think of it. What a file withdrew is
  /// nobody's opinion. O(entries and votes).
  public func forEachOpinion(of list: String, _ body: (StoredEntry, EntryOpinion) throws -> Void) throws {
    try pass { tables in
      let list = try tables.list(named: list)
      try tables.forEachEntry(of: list.number) { row in
        let history = try tables.history(of: row, quorum: list.list.quorum)
        try body(try tables.stored(row, list: list.list.name), history.opinion)
      }
    }
  }
}

extension EntryHistory {
  fileprivate var opinion: EntryOpinion {
    let isWithdrawn = withdrawals.contains { $0.lifted == nil && $0.reviewer != ImportTaking.reviewer }
    if isWithdrawn || votes.contains(where: { $0.kind == .dispute && $0.lifted == nil }) { return .negative }
    return confirmationCount > 0 ? .affirmative : .none
  }
}

extension NCMECFeedback {
  /// What NCMEC is told of an entry: a body for each of its hashes and digests. Nothing where we have no
  /// opinion, or a negative one without reasons.
  public static func all(
    of entry: StoredEntry, _ opinion: EntryOpinion, reasonIDs: [String]
  ) -> [NCMECFeedback] {
    let said: NCMECFeedback.Opinion
    switch opinion {
    case .affirmative: said = .affirmative
    case .negative where !reasonIDs.isEmpty: said = .negative(reasonIDs: reasonIDs)
    case .negative, .none: return []
    }
    let content = entry.content
    let types =
      (content.hashes.isEmpty ? [] : ["PDQ"]) + content.digests.map { $0.algorithm.rawValue.uppercased() }
      + content.foreignHashes.map { $0.kind == "photodna" ? "PDNA" : $0.kind.uppercased() }
    return types.map { NCMECFeedback(entryID: entry.id, fingerprintType: $0, opinion: said) }
      .filter { $0.path != nil }
  }
}

extension StopNCIIFeedback.Item {
  /// What StopNCII is told of an entry: whether pictures like it are blocked.
  public static func all(of entry: StoredEntry, _ opinion: EntryOpinion) -> [StopNCIIFeedback.Item] {
    let value: StopNCIIFeedback.Value =
      switch (opinion, entry.state) {
      case (.negative, _): .notBlocked
      case (_, .confirmed): .blocked
      case (_, .proposed), (_, .disputed): .pendingReview
      case (_, .withdrawn): .none
      }
    return (entry.content.hashes.map { "\($0.hash)" } + entry.content.digests.map(\.hex)).map {
      StopNCIIFeedback.Item(hashValue: $0, value: value)
    }
  }
}
