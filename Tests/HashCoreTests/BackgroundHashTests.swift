import HashCore
import TestSupport
import Testing

/// Which hashes a picture with transparency has.
struct BackgroundHashTests {
  private func hashes(_ path: String, _ request: HashRequest) throws -> PictureHashes {
    try PictureHasher().hash(Vectors.bytes("pictures/png/\(path)"), request)
  }

  @Test(
    "transparent pictures are also hashed over white and black when asked",
    arguments: [
      "rgba-8.png", "gray-alpha-16.png", "palette-8-trns.png", "gray-8-trns.png",
      "rgba-8-adam7.png",
    ])
  func transparent(path: String) throws {
    let plain = try hashes(path, HashRequest())
    #expect(plain.info.hasTransparency && plain.variants.isEmpty)
    let backed = try hashes(path, HashRequest(backgrounds: true))
    #expect(backed.primary == plain.primary)
    #expect(backed.variants.map(\.background) == [.white, .black])
    #expect(backed.variants.allSatisfy { $0.orientation == .original && $0.isExact })
  }

  @Test("a transparent colour that no pixel has makes nothing transparent")
  func unusedTransparentColour() throws {
    let backed = try hashes("rgb-8-trns.png", HashRequest(backgrounds: true))
    #expect(!backed.info.hasTransparency && backed.variants.isEmpty)
  }

  @Test(
    "opaque pictures have no hashes over backgrounds: they would be equal",
    arguments: ["rgb-8.png", "gray-4.png", "palette-2.png"])
  func opaque(path: String) throws {
    let backed = try hashes(path, HashRequest(backgrounds: true))
    #expect(!backed.info.hasTransparency && backed.variants.isEmpty)
  }

  @Test("each asked-for orientation comes over each background")
  func turned() throws {
    let variants = try hashes("rgba-8.png", HashRequest(orientations: [.flipx, .rot90], backgrounds: true))
      .variants
    #expect(
      variants.map(\.orientation) == [.original, .original, .rot90, .rot90, .rot90, .flipx, .flipx, .flipx])
    #expect(
      variants.map(\.background) == [.white, .black, .ignored, .white, .black, .ignored, .white, .black])
  }
}
