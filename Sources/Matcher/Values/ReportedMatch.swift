public import ContentDigests
public import HashCore

/// One matching entry, by the best method that found it.
public struct ReportedMatch: Hashable, Sendable {
  public let entry: EntryNumber
  public let method: MatchMethod
  /// The threshold that was applied to it: its list's, where nothing else was asked for.
  public let threshold: Threshold

  public init(entry: EntryNumber, method: MatchMethod, threshold: Threshold) {
    self.entry = entry
    self.method = method
    self.threshold = threshold
  }

  /// Differing bits; `nil` for a digest.
  public var distance: Int? {
    if case .hash(let distance, _) = method { distance } else { nil }
  }

  /// The grade of this match alone. A variant of a picture is a guess at what it was: unless it was turned by
  /// quarters alone, what matches it is near at best.
  public var grade: Grade {
    guard case .hash(let distance, let view) = method else { return .exact }
    return distance <= Grade.strongDistanceMax && view.variant?.isQuarterTurn != false ? .strong : .near
  }

  /// Whether it is near enough for a match: an equal digest always is.
  public var isWithinThreshold: Bool { (distance ?? 0) <= threshold.distanceMax }

  /// Whether this is a better finding of the same entry: by grade, then by method. A guess at what the
  /// picture was takes nothing from what it says as it is.
  func isBetter(than other: ReportedMatch) -> Bool {
    (grade.rank, method) < (other.grade.rank, other.method)
  }

  /// Report order: digest matches, then distance, then list and id in byte order.
  public func isReported(before other: ReportedMatch) -> Bool {
    (distance ?? -1, entry.rawValue) < (other.distance ?? -1, other.entry.rawValue)
  }
}

/// By what a match was found. Smaller is better: digests first, then the smallest distance,
/// then the picture as stored.
public enum MatchMethod: Hashable, Comparable, Sendable {
  /// The encoded bytes have the entry's digest.
  case digest(DigestAlgorithm)
  /// A hash of the entry is so many bits away from that of this view of the picture.
  case hash(distance: Int, view: PictureView)
}
