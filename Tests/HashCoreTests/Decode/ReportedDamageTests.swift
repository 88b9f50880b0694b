import HashCore
import TestSupport
import Testing

/// Files from public reports, which lie beside the package: what is damaged is never clean, what is sound is
/// hashed.
@Suite(.enabled(if: SharedVectors.arePresent, SharedVectors.absent))
struct ReportedDamageTests {
  private static let undamaged = PDQHash("ce4e6796d92936f4294af99696614c78b70d730e689e99e916848f3bca713087")
  private static let sourcePixels = PDQHash(
    "cc4e6696992936f43942f99696614c78b705730e68b6b9e976848f3bca717087")

  @Test("zeros to the end of a JPEG are what was never written")
  func zerosToEnd() throws {
    let whole = try picture("jpeg-undamaged.jpg")
    #expect(whole.primary.hash == Self.undamaged && whole.info.isWhole && whole.info.warningCount == 0)
    let partial = try picture("jpeg-zeros-to-end.jpg")
    #expect(partial.info.isTruncated)
    #expect("\(partial.primary.hash)".hasPrefix("6b0e671ec47931e4"))
  }

  @Test("a PNG is seen past its checksum and its window", arguments: ["png-adler.png", "png-window-256.png"])
  func seen(name: String) throws {
    let picture = try picture(name)
    #expect(picture.primary.hash == Self.sourcePixels)
    #expect(picture.info.isWhole && picture.info.warningCount == 1)
  }

  private func picture(_ name: String) throws -> HashedPicture {
    try PictureHasher().hash(Vectors.bytes("reports/\(name)", in: SharedVectors.root))
  }
}
