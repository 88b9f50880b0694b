import ContentDigests
public import HashCore
import MatchProtocol
public import Matcher

/// What the index holds of one picture, by digest and by hash.
struct PictureFindings {
  private let index: HashIndex
  private let options: ScanOptions
  private var collector: MatchCollector

  init(_ index: HashIndex, _ options: ScanOptions) {
    self.index = index
    self.options = options
    collector = MatchCollector(threshold: options.threshold, matchCountMax: options.matchCountMax)
  }

  /// Looks up the digests that the index has any of.
  /// - Returns: the SHA-256, which every reply carries.
  mutating func addDigests(of bytes: RawSpan) -> ContentDigest {
    if index.header.md5Count > 0 { add(ContentDigest(.md5, of: bytes)) }
    if index.header.sha1Count > 0 { add(ContentDigest(.sha1, of: bytes)) }
    let sha256 = ContentDigest(.sha256, of: bytes)
    if index.header.sha256Count > 0 { add(sha256) }
    return sha256
  }

  private mutating func add(_ digest: ContentDigest) {
    for entry in index.entries(with: digest) {
      collector.add(ReportedMatch(entry: entry, method: .digest(digest.algorithm)))
    }
  }

  /// Looks up every hash whose own quality passes the gate.
  mutating func addHashes(of picture: HashedPicture) throws(IndexError) {
    for viewHash in picture.hashes where viewHash.hash.quality >= options.qualityMin {
      try index.forEachMatch(for: viewHash.hash.hash, within: options.threshold, engine: options.engine) {
        let method = MatchMethod.hash(distance: $0.distance, view: viewHash.view)
        collector.add(ReportedMatch(entry: $0.entry, method: method))
        return true
      }
    }
  }

  /// The item of a picture that has hashes. Without a match a picture counts as judged only if all its rows
  /// were there and its hash as stored passed the gate.
  func item(_ picture: PictureFields, _ hashes: HashedPicture) -> Item {
    if hashes.info.isTruncated { return item(picture, otherwise: .truncated) }
    if hashes.primary.quality < options.qualityMin { return item(picture, otherwise: .lowQuality) }
    return item(picture, otherwise: nil)
  }

  /// Known if anything matched; `reason` otherwise, or unknown where there is none.
  func item(_ picture: PictureFields, otherwise reason: UnjudgedReason?, detail: String? = nil) -> Item {
    let outcome: Item.Outcome =
      if let reason, !collector.hasMatch {
        .unjudged(reason: reason.rawValue, detail: detail)
      } else {
        index.outcome(of: collector.verdict(), threshold: options.threshold)
      }
    return Item(index: 0, outcome: outcome, picture: picture)
  }
}

extension PictureFields {
  mutating func describe(_ info: PictureInfo?) {
    guard let info else { return }
    format = info.format.name
    width = info.width
    height = info.height
    warningCount = info.warningCount
    isDamaged = info.isTruncated
  }

  mutating func describe(_ hashes: HashedPicture) {
    describe(hashes.info)
    quality = hashes.primary.quality
    decode = hashes.decode.rawValue
    let value = hashes.primary.hash
    hash = hashes.info.isTruncated ? .damaged(value) : hashes.decode == .fast ? .fast(value) : .exact(value)
  }
}

extension UnjudgedReason {
  /// What a picture that has no hash is reported as.
  public init(_ error: DecodeError) {
    switch error.reason {
    case .unsupportedFormat: self = .unsupportedFormat
    case .tooLarge, .outOfMemory: self = .tooLarge
    case .tooSmall: self = .tooSmall
    case .truncated: self = .truncated
    case .empty, .corrupt: self = .undecodable
    }
  }
}
