/// What can be said of a query: three outcomes, never two.
public enum Verdict: Hashable, Sendable {
  /// At least one entry matches. `matches` holds the first of them in report order, `total` counts all
  /// distinct ones.
  case known(grade: Grade, matches: [ReportedMatch], total: Int)
  /// It was judged and nothing matches. `nearest` is empty unless the nearest entries were asked for.
  case unknown(nearest: [ReportedMatch])
  /// It could not be judged: this says something about us, nothing about the picture.
  case unjudged(UnjudgedReason)
}

/// Why there is no judgement.
public enum UnjudgedReason: String, CaseIterable, Sendable {
  case lowQuality = "low_quality"
  case undecodable
  case truncated
  case unsupportedFormat = "unsupported_format"
  case tooLarge = "too_large"
  case tooSmall = "too_small"
  case timeout
  case decoderCrashed = "decoder_crashed"
}

/// How sure a match is.
public enum Grade: String, CaseIterable, Sendable {
  /// A digest is equal: the same file.
  case exact
  /// The hashes are at most `strongDistanceMax` bits apart.
  case strong
  /// Further apart, within the threshold.
  case near

  /// 16 bits.
  public static let strongDistanceMax = 16
}
