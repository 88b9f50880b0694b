import ContentDigests
import HashCore

/// One matching entry, by the best method that found it.
public struct ReportedMatch: Hashable, Sendable {
  public let entry: EntryNumber
  public let method: MatchMethod
  /// Differing bits; `nil` for a digest.
  public let distance: Int?
  /// How the query picture was turned for this match; `original` for a digest.
  public let orientation: Orientation
  /// What stood behind its transparent pixels; `ignored` for a digest.
  public let background: Background

  public init(
    entry: EntryNumber, method: MatchMethod, distance: Int? = nil,
    orientation: Orientation = .original, background: Background = .ignored
  ) {
    self.entry = entry
    self.method = method
    self.distance = distance
    self.orientation = orientation
    self.background = background
  }

  /// The grade of this match alone.
  public var grade: Grade {
    guard let distance else { return .exact }
    return distance <= Grade.strongDistanceMax ? .strong : .near
  }

  /// Smaller is better: digests first, then distance, then the picture as stored.
  private var rank: (Int, Int, Int, Int) {
    (
      distance == nil ? 0 : 1, distance ?? 0, Orientation.allCases.firstIndex(of: orientation)!,
      Background.allCases.firstIndex(of: background)!
    )
  }

  /// Whether this is a better finding of the same entry.
  func isBetter(than other: ReportedMatch) -> Bool {
    rank != other.rank ? rank < other.rank : MatchMethod.rank(method) < MatchMethod.rank(other.method)
  }

  /// Report order: digest matches, then distance, then list and id in byte order.
  func isReported(before other: ReportedMatch) -> Bool {
    (distance ?? -1, entry.rawValue) < (other.distance ?? -1, other.entry.rawValue)
  }
}

extension MatchMethod {
  fileprivate static func rank(_ method: MatchMethod) -> Int { allCases.firstIndex(of: method)! }

  /// The method that an equal digest of this algorithm is.
  public init(_ algorithm: DigestAlgorithm) {
    switch algorithm {
    case .md5: self = .md5
    case .sha1: self = .sha1
    case .sha256: self = .sha256
    }
  }
}
