public import ContentDigests
public import HashCore

/// What no hash or digest of a picture can be, whoever brings it.
public enum Plausibility {
  /// A bit of a PDQ hash is set where a coefficient lies above the median of all 256, so that 128 are. All
  /// hashes of `Vectors/` with quality above 0 have exactly that many; other implementations differ by a few.
  static let oneCounts = 96...160

  /// Why a hash is not taken in; `nil` for one that may be a picture's.
  public static func fault(of hash: PDQHash) -> Refusal.Reason? {
    let oneCount = hash.oneCount
    if !oneCounts.contains(oneCount) { return .implausibleHash(oneCount: oneCount) }
    return isPeriodic(hash) ? .periodicHash : nil
  }

  /// Why a digest is not taken in; `nil` for one that may be a picture's.
  public static func fault(of digest: ContentDigest) -> Refusal.Reason? {
    digest == digest.algorithm.ofNothing ? .emptyFileDigest(digest.algorithm) : nil
  }

  /// Whether the hash is the same 16 bits sixteen times.
  private static func isPeriodic(_ hash: PDQHash) -> Bool {
    let words = hash.words
    let lane = words.0 & 0xFFFF
    let repeated = lane | lane << 16 | lane << 32 | lane << 48
    return words.0 == repeated && words.1 == repeated && words.2 == repeated && words.3 == repeated
  }
}
