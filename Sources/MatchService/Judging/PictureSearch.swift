import ContentDigests
import HashCore
import Matcher

/// What an index holds of one picture, by digest and by hash.
struct PictureSearch<Source: MatchSource> {
  private let source: Source
  private let options: ScanOptions
  private var collector: MatchCollector

  init(_ source: Source, _ options: ScanOptions) {
    self.source = source
    self.options = options
    collector = MatchCollector(
      threshold: options.search.threshold, matchCountMax: options.search.matchCountMax)
  }

  /// Looks up the digests that the index has any of.
  /// - Returns: the SHA-256, which every reply carries.
  mutating func addDigests(of bytes: RawSpan) -> ContentDigest {
    for algorithm in DigestAlgorithm.allCases where algorithm != .sha256 && source.hasDigests(algorithm) {
      add(ContentDigest(algorithm, of: bytes))
    }
    let sha256 = ContentDigest(.sha256, of: bytes)
    if source.hasDigests(.sha256) { add(sha256) }
    return sha256
  }

  /// Looks up digests that are known already.
  mutating func add(_ digests: FileDigests) {
    for digest in digests.all where source.hasDigests(digest.algorithm) { add(digest) }
  }

  private mutating func add(_ digest: ContentDigest) {
    for entry in source.entries(with: digest) {
      collector.add(ReportedMatch(entry: entry, method: .digest(digest.algorithm)))
    }
  }

  /// Looks up every hash whose own quality passes the gate.
  mutating func addHashes(of picture: HashedPicture) throws(IndexError) {
    for viewHash in picture.hashes where viewHash.hash.quality >= options.qualityMin {
      try source.forEachMatch(
        for: viewHash.hash.hash, within: options.search.threshold, engine: options.search.engine
      ) {
        let method = MatchMethod.hash(distance: $0.distance, view: viewHash.view)
        collector.add(ReportedMatch(entry: $0.entry, method: method))
        return true
      }
    }
  }

  /// The views that an entry comes within their margin of matching.
  func viewsNearMatching(of picture: HashedPicture) throws(IndexError) -> [PictureView] {
    var near: [PictureView] = []
    for viewHash in picture.hashes {
      let threshold = options.search.threshold.raised(by: viewHash.margin)
      let isNear = try source.containsMatch(
        for: viewHash.hash.hash, within: threshold, engine: options.search.engine)
      if isNear { near.append(viewHash.view) }
    }
    return near
  }

  /// The verdict on a picture that has hashes. Without a match it counts as judged only if all its rows were
  /// there, decoded without errors, each picture of its file was looked at, and its hash as stored passed the
  /// gate. Further pictures of low quality are judged: a viewer shows them after the first.
  func verdict(on picture: HashedPicture) -> Verdict {
    if picture.info.isTruncated { return verdict(otherwise: .truncated) }
    if let damage = picture.info.damage { return verdict(otherwise: .damaged, detail: damage) }
    let pictures = picture.info.pictures
    if !pictures.areAllJudged {
      let detail = "expected to look at \(pictures.total) pictures, could look at \(pictures.judged)"
      return verdict(otherwise: .partlyJudged, detail: detail)
    }
    if picture.primary.quality < options.qualityMin { return verdict(otherwise: .lowQuality) }
    return collector.verdict()
  }

  /// Known if anything matched, else unjudged for `reason`.
  func verdict(otherwise reason: UnjudgedReason, detail: String? = nil) -> Verdict {
    collector.hasMatch ? collector.verdict() : .unjudged(reason, detail: detail)
  }
}

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
