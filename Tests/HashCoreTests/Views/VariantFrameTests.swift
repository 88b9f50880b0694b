import HashCore
import TestSupport
import Testing

/// Of a file's pictures only the first ones are hashed as variants.
@Suite struct VariantFrameTests {
  private static func variantCounts(_ bytes: [UInt8]) throws -> [PictureFrame: Int] {
    let picture = try PictureHasher().hash(bytes, HashRequest(variants: .standard, allPictures: true))
    return Dictionary(grouping: picture.hashes) { $0.view.frame ?? .number(0) }
      .mapValues { $0.count { $0.view.variant != nil } }
  }

  @Test func theFirstPicturesHaveVariants() throws {
    let photograph = MadePixels.photograph(seed: 1, width: 160, height: 120).jpeg()
    let count = VariantSet.pictureCountMax + 3
    let counts = try Self.variantCounts((0..<count).flatMap { _ in photograph })
    #expect(counts.count == count)
    for number in 0..<count {
      let found = try #require(counts[.number(number)])
      #expect((found > 0) == (number < VariantSet.pictureCountMax), "picture \(number)")
    }
  }

  @Test(arguments: ["thumbnail.jpg", "gain-map.jpg"])
  func whatIsNoPictureOfItsOwnHasNone(name: String) throws {
    let counts = try Self.variantCounts(Vectors.bytes("frames/\(name)"))
    #expect(counts.count > 1)
    for (frame, count) in counts { #expect((count > 0) == !frame.onlyAddsMatches, "\(frame)") }
  }

  /// A frame that shows the one before once more adds no variants to those that were told of it.
  @Test func framesAreBoundedToo() throws {
    for name in ["apng-composed.png", "gif-composed.gif", "webp-composed.webp"] {
      let counts = try Self.variantCounts(Vectors.bytes("frames/\(name)"))
      #expect(counts.values.count { $0 > 0 } <= VariantSet.pictureCountMax)
      #expect(counts[.number(0)].map { $0 > 0 } == true && counts.count > 1)
    }
  }
}
