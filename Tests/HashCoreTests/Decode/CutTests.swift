import HashCore
import TestSupport
import Testing

/// Files of every kind that end too early: no cut gives a clean answer, and one that claims to have seen
/// every picture whole has all of their hashes. The long form cuts at every byte.
struct CutTests {
  private static let request = HashRequest(allPictures: true)

  @Test(arguments: [
    "pictures/jpeg/420.jpg", "pictures/jpeg/progressive-420.jpg", "transcoded/arithmetic.jpg",
    "transcoded/arithmetic-progressive.jpg", "transcoded/one-scan-per-component.jpg", "frames/mpo-three.jpg",
    "frames/apng-composed.png", "pictures/png/rgb-8.png", "pictures/png/rgb-8-adam7.png",
    "pictures/png/palette-8-trns.png", "pictures/webp/lossy-80.webp", "pictures/webp/lossless-alpha.webp",
    "frames/webp-composed.webp", "pictures/gif/interlaced.gif", "frames/gif-composed.gif",
    "pictures/bmp/rgb-16-565.bmp", "pictures/ico/bitmap-8.ico",
  ])
  func aCutIsNeverClean(path: String) throws {
    let hasher = PictureHasher()
    let whole = try Vectors.bytes(path)
    let expected = try hasher.hash(whole, Self.request)
    #expect(expected.isClean)
    var hashedCount = 0
    for count in places(whole.count) {
      let outcome = Result { try hasher.hash(Array(whole[..<count]), Self.request) }
      if case .success(let found) = outcome {
        hashedCount += 1
        #expect(!found.isClean, "cut to \(count) of \(whole.count) bytes")
        if found.info.isWhole && found.info.pictures.areAllJudged {
          #expect(found.hashes == expected.hashes, "cut to \(count) of \(whole.count) bytes")
        }
      }
    }
    #expect(hashedCount > 0)
  }

  /// Every place in the long form; else some along the file, and those at its end.
  private func places(_ byteCount: Int) -> [Int] {
    let step = Proof.isLong ? 1 : max(1, byteCount / 24)
    return Array(stride(from: 0, to: byteCount, by: step)) + Array(max(0, byteCount - 24)..<byteCount)
  }
}

extension HashedPicture {
  /// Whether it would be called unknown where nothing matches, without a warning.
  fileprivate var isClean: Bool {
    info.isWhole && info.warningCount == 0 && info.pictures.areAllJudged
  }
}
