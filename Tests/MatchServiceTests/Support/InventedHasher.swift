import HashCore
import MatchService
import Matcher

/// A hasher whose numbers are made up: what the fast path says of a picture and what the exact one does.
final class InventedHasher: PictureHashing {
  var fast: PictureHashes
  var exact: PictureHashes
  /// Exact hashes of the turned and composited picture, given where they are asked for.
  var exactVariants: [PictureVariant] = []
  private(set) var requests: [HashRequest] = []

  init(fast: PictureHashes, exact: PictureHashes) {
    self.fast = fast
    self.exact = exact
  }

  func hash(_ bytes: RawSpan, _ request: HashRequest) throws(DecodeError) -> PictureHashes {
    requests.append(request)
    guard request.decode == .exact else { return fast }
    guard !exactVariants.isEmpty else { return exact }
    var hashes = exact
    hashes.variants = exactVariants.filter {
      request.orientations.contains($0.orientation) || request.backgrounds
    }
    return hashes
  }
}

extension PictureHashes {
  /// Hashes of a sound picture.
  static func invented(
    _ hash: PDQHash, quality: Int = 100, decode: DecodeMode, warningCount: Int = 0, isTruncated: Bool = false,
    variants: [PictureVariant] = []
  ) -> PictureHashes {
    PictureHashes(
      info: PictureInfo(
        format: .jpeg, width: 640, height: 480, warningCount: warningCount, isTruncated: isTruncated),
      decode: decode, primary: QualifiedHash(hash: hash, quality: quality), variants: variants)
  }
}
