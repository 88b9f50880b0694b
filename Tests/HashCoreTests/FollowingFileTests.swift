import HashCore
import TestSupport
import Testing

/// Pictures that stand behind another one's end, and what those hold in turn.
struct FollowingFileTests {
  /// A mark of two letters may be all that there is, or the head without what it is the head of.
  @Test(arguments: 2...30) func aBitmapThatIsCutAnywhereIsCounted(byteCount: Int) throws {
    let head = try Vectors.bytes("pictures/bmp/smallest-5x5.bmp").prefix(byteCount)
    let file = try Vectors.bytes("pictures/webp/smallest-5x5.webp") + head
    let found = try PictureHasher().hash(file.span.bytes, HashRequest(allPictures: true))
    #expect(found.info.pictures == PictureCount(total: 2, judged: 1))
  }

  private func hash(_ bytes: [UInt8], _ limits: DecodeLimits = .init()) throws -> HashedPicture {
    try PictureHasher(limits: limits).hash(bytes, HashRequest(allPictures: true))
  }

  /// The hashes of a file's further pictures as if each stood alone.
  private func alone(_ files: [[UInt8]]) throws -> [QualifiedHash] {
    try files.map { try PictureHasher().hash($0).primary }
  }

  @Test("files of every format follow in any order, with anything between them")
  func anyOrder() throws {
    let jpegs = try ["200", "201"].map { try Vectors.bytes("pictures/edited/\($0)-original.jpg") }
    let pngs = try ["gray-4", "rgb-8"].map { try Vectors.bytes("pictures/png/\($0).png") }
    let files = [jpegs[0], pngs[0], jpegs[1], pngs[1], jpegs[0]]
    var bytes = pngs[1]
    for file in files { bytes += [0x89, 0x50, 0xFF, 0xD8, 0] + file }
    let found = try hash(bytes + [1, 2, 3])
    #expect(found.info.pictures == PictureCount(total: 6, judged: 6))
    #expect(found.info.warningCount == 1)
    #expect(found.ofFurther.map(\.hash) == (try alone(files)))
    #expect(found.ofFurther.map(\.view.frame) == (1...5).map { .number($0) })
  }

  @Test("where too many places look like the start of a file, those left unsearched count as a picture")
  func weakMarks() throws {
    let png = try Vectors.bytes("pictures/png/rgb-8.png")
    for mark in ["GIF8", "RIFF", "BM....."] {
      for (count, missing) in [(1_000, 0), (100_001, 1)] {
        let found = try hash(png + Array(String(repeating: mark, count: count).utf8))
        #expect(found.info.pictures == PictureCount(total: 1 + missing, judged: 1), "\(mark) \(count) times")
      }
    }
  }

  @Test("a PNG without its end is followed all the same")
  func noEnd() throws {
    let (png, jpeg) = (
      try Vectors.bytes("pictures/png/rgb-8.png"), try Vectors.bytes("pictures/edited/200-original.jpg")
    )
    let found = try hash(png.dropLast(12) + jpeg)
    #expect(found.ofFurther.map(\.hash) == (try alone([jpeg])))
  }

  @Test("the animation of a file that follows is looked at")
  func animation() throws {
    let (jpeg, png) = (
      try Vectors.bytes("pictures/edited/200-original.jpg"), try Vectors.bytes("frames/apng-composed.png")
    )
    let found = try hash(jpeg + png + jpeg)
    #expect(found.info.pictures == PictureCount(total: 9, judged: 9))
    let frames = try (0...6).map { try Vectors.bytes("frames/apng-composed.\($0).png") }
    let expected = try alone([frames[0]] + frames[1...] + [jpeg])
    #expect(found.ofFurther.map(\.hash) == expected)
    #expect(found.ofFurther.map(\.view.frame) == [1, 3, 4, 5, 6, 7, 8, 2].map { .number($0) })
  }

  @Test("a picture kept as text in a file that follows is looked at, and a map is no picture of the file")
  func extendedXMP() throws {
    let (first, second) = (
      try Vectors.bytes("pictures/edited/202-original.jpg"), try Vectors.bytes("frames/lens-blur.jpg")
    )
    let found = try hash(first + second)
    #expect(found.info.pictures == PictureCount(total: 3, judged: 3, auxiliary: 1))
    #expect(found.ofFurther.map(\.view.frame) == [.number(1), .number(2), .auxiliary(3)])
  }

  @Test("bytes that only look like a beginning are no picture, and one that is cut is one")
  func beginnings() throws {
    let jpeg = try Vectors.bytes("pictures/edited/200-original.jpg")
    let png = try Vectors.bytes("pictures/png/rgb-8.png")
    for noise in [Array(png.prefix(12)) + Array("tEXt".utf8), Array("\u{1}PNG\r\n".utf8), [0x89]] {
      #expect(try hash(jpeg + noise).info.pictures == PictureCount(), "\(noise)")
    }
    for count in [2, 8, 15, 40, png.count / 2] {
      let found = try hash(jpeg + png.prefix(count)).info.pictures
      #expect(found.total == 2 && found.judged == 1, "\(count)")
    }
  }

  @Test("a map that is cut or beyond the limits keeps no picture from being judged")
  func maps() throws {
    let file = try Vectors.bytes("frames/container.jpg")
    let whole = try hash(file)
    let cut = try hash(file.dropLast(150))
    #expect(cut.info.pictures == PictureCount(total: 2, judged: 2, auxiliary: 2, damaged: [.auxiliary(3)]))
    #expect(cut.hashes.map(\.view) == whole.hashes.map(\.view))
    let few = try hash(file, DecodeLimits(pictureCountMax: 2)).info.pictures
    #expect(few == PictureCount(total: 2, judged: 1, auxiliary: 2))
  }
}
