import ContentDigests
import HashCore
import MatchProtocol
import Matcher

/// Here are a file's bytes. Is the picture known?
///
/// Digests first, which need no decoding; then the hash of the picture as stored, turned as EXIF says, over
/// white and black where it is transparent, and in all orientations if asked. One judge serves one thread.
public final class PictureJudge {
  private let hasher: any PictureHashing
  /// `nil` trusts every hash; only tests do.
  private let rule: ExactnessRule?

  public convenience init(hasher: any PictureHashing) { self.init(hasher: hasher, rule: ExactnessRule()) }

  init(hasher: any PictureHashing, rule: ExactnessRule?) {
    self.hasher = hasher
    self.rule = rule
  }

  /// The item for the picture whose encoded file is `bytes`; `place` is its number in the request or run.
  public func item(
    for bytes: RawSpan, in index: HashIndex, _ options: ScanOptions, at place: Int = 0, name: String? = nil
  ) -> Item {
    do throws(IndexError) {
      var item = try judge(bytes, index, options)
      item.index = place
      item.picture?.name = name
      return item
    } catch {
      return Item(index: place, outcome: .failed(ItemError(error)))
    }
  }

  private func judge(_ bytes: RawSpan, _ index: HashIndex, _ options: ScanOptions) throws(IndexError) -> Item
  {
    var findings = PictureFindings(index, options)
    var picture = PictureFields(sha256: findings.addDigests(of: bytes).hex)
    switch try settledHashes(of: bytes, index, options) {
    case .failure(let error):
      picture.describe(error.info)
      return findings.item(picture, otherwise: UnjudgedReason(error), detail: error.description)
    case .success(let hashes):
      picture.describe(hashes)
      try findings.addHashes(of: hashes)
      return findings.item(picture, hashes)
    }
  }

  /// The hashes that the answer may rest on: those of the path that was asked for, or exact ones in their
  /// place where the rule asks for them.
  private func settledHashes(
    of bytes: RawSpan, _ index: HashIndex, _ options: ScanOptions
  ) throws(IndexError) -> Result<HashedPicture, DecodeError> {
    let first = hash(bytes, request(options))
    guard let rule, case .success(let picture) = first else { return first }
    let candidates =
      rule.distrusts(picture, qualityMin: options.qualityMin)
      ? picture.hashes.map(\.view) : try rule.candidates(of: picture, index, options)
    guard !candidates.isEmpty else { return first }
    return hash(bytes, HashRequest(exactly: candidates))
  }

  private func hash(_ bytes: RawSpan, _ request: HashRequest) -> Result<HashedPicture, DecodeError> {
    do throws(DecodeError) {
      return .success(try hasher.hash(bytes, request))
    } catch {
      return .failure(error)
    }
  }

  private func request(_ options: ScanOptions) -> HashRequest {
    HashRequest(
      decode: options.decode,
      orientations: options.allOrientations ? Set(Orientation.allCases) : [.original], exifOriented: true,
      backgrounds: true)
  }
}
