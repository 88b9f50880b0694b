import HashCore
import TestSupport
import Testing

/// Which hashes a picture with transparency has.
struct BackgroundHashTests {
  private func hashes(_ path: String, _ request: HashRequest) throws -> HashedPicture {
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
    #expect(plain.info.hasTransparency && plain.hashes.map(\.view) == [.stored])
    let backed = try hashes(path, HashRequest(backgrounds: true))
    #expect(backed.primary == plain.primary)
    #expect(backed.hashes.map(\.view) == Background.allCases.map { PictureView(background: $0) })
  }

  @Test("a transparent colour that no pixel has makes nothing transparent")
  func unusedTransparentColour() throws {
    let backed = try hashes("rgb-8-trns.png", HashRequest(backgrounds: true))
    #expect(!backed.info.hasTransparency && backed.hashes.map(\.view) == [.stored])
  }

  @Test(
    "opaque pictures have no hashes over backgrounds: they would be equal",
    arguments: ["rgb-8.png", "gray-4.png", "palette-2.png"])
  func opaque(path: String) throws {
    let backed = try hashes(path, HashRequest(backgrounds: true))
    #expect(!backed.info.hasTransparency && backed.hashes.map(\.view) == [.stored])
  }

  @Test("each asked-for orientation comes over each background")
  func turned() throws {
    let request = HashRequest(orientations: [.flipx, .rot90], backgrounds: true)
    let expected = [Orientation.original, .rot90, .flipx].flatMap { orientation in
      Background.allCases.map { PictureView(orientation: orientation, background: $0) }
    }
    #expect(try hashes("rgba-8.png", request).hashes.map(\.view) == expected)
  }
}
