public import HashCore

/// What can be said of a query or a picture: three outcomes, never two.
public enum Verdict: Hashable, Sendable {
  /// At least one entry matches. `matches` holds the first of them in report order, at least one; `total`
  /// counts all distinct ones.
  case known(matches: [ReportedMatch], total: Int)
  /// It was judged and nothing matches. `nearest` is empty unless the nearest entries were asked for.
  case unknown(nearest: [ReportedMatch])
  /// It could not be judged: this says something about us, nothing about the picture. `detail` is what was
  /// expected and found, for people.
  case unjudged(UnjudgedReason, detail: String?)
}

/// Why there is no judgement. The raw values are the words that replies, reports and counters use.
public enum UnjudgedReason: String, CaseIterable, Sendable {
  case lowQuality = "low_quality"
  /// Rounding decides too many bits of its hash, or what matched says too little to count.
  case unstable
  case undecodable
  /// Data of the picture are missing: the file, or what it has of pixels, ends early.
  case truncated
  /// Data of the picture decoded only with errors.
  case damaged
  /// Of the file's pictures not all could be looked at.
  case partlyJudged = "partly_judged"
  case unsupportedFormat = "unsupported_format"
  case tooLarge = "too_large"
  case tooSmall = "too_small"
  case timeout
  case decoderCrashed = "decoder_crashed"

  /// Why a picture that has no hash is not judged.
  public init(_ error: DecodeError) {
    switch error.reason {
    case .unsupportedFormat: self = .unsupportedFormat
    case .tooLarge, .outOfMemory: self = .tooLarge
    case .tooSmall: self = .tooSmall
    case .truncated: self = .truncated
    case .empty, .corrupt: self = .undecodable
    case .timeout: self = .timeout
    case .crashed: self = .decoderCrashed
    }
  }
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

  /// From the best on.
  var rank: Int { Self.allCases.prefix { $0 != self }.count }
}
