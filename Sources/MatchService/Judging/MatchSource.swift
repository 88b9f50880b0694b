import ContentDigests
import HashCore
import Matcher

/// What a judge of pictures asks of an index; tests count the questions.
protocol MatchSource {
  /// Whether any entry has a digest of this kind.
  func hasDigests(_ algorithm: DigestAlgorithm) -> Bool
  func entries(with digest: ContentDigest) -> [EntryNumber]
  func forEachMatch(
    for query: PDQHash, within threshold: Threshold, engine: SearchEngine, _ body: (HashMatch) -> Bool
  ) throws(IndexError)
  func containsMatch(
    for query: PDQHash, within threshold: Threshold, engine: SearchEngine
  ) throws(IndexError) -> Bool
}

extension HashIndex: MatchSource {
  func hasDigests(_ algorithm: DigestAlgorithm) -> Bool {
    switch algorithm {
    case .md5: header.md5Count > 0
    case .sha1: header.sha1Count > 0
    case .sha256: header.sha256Count > 0
    }
  }
}
