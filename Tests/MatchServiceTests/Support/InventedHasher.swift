import HashCore
import MatchService
import Matcher

/// A hasher whose numbers are made up: what the fast path says of a picture and what the exact one does.
final class InventedHasher: HashSource {
  var fast: HashedPicture
  var exact: HashedPicture
  /// Exact hashes of the turned and composited picture, given where they are asked for.
  var exactTurned: [ViewHash] = []
  private(set) var requests: [HashRequest] = []

  init(fast: HashedPicture, exact: HashedPicture) {
    self.fast = fast
    self.exact = exact
  }

  func hash(_ bytes: RawSpan, _ request: HashRequest) throws(DecodeError) -> HashedPicture {
    requests.append(request)
    guard request.decode == .exact else { return fast }
    let turned = exactTurned.filter {
      request.orientations.contains($0.view.orientation) || request.backgrounds
    }
    return HashedPicture(info: exact.info, decode: .exact, hashes: exact.hashes + turned)
  }
}

extension HashedPicture {
  /// A sound picture with these hashes.
  static func invented(
    _ hash: PDQHash, quality: Int = 100, stability: Int = 0, isInformative: Bool = true, decode: DecodeMode,
    margin: Int = 10, warningCount: Int = 0,
    isTruncated: Bool = false, damage: String? = nil, turned: [ViewHash] = []
  ) -> HashedPicture {
    let hash = QualifiedHash(
      hash: hash, quality: quality, stability: stability, isInformative: isInformative)
    return HashedPicture(
      info: PictureInfo(
        format: PictureFormat.decoded[0], width: 640, height: 480, warningCount: warningCount,
        isTruncated: isTruncated, damage: damage),
      decode: decode,
      hashes: [ViewHash(view: .stored, hash: hash, margin: decode == .fast ? margin : 0)] + turned)
  }
}
