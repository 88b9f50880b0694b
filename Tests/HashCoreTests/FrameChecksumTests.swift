import HashCore
import TestSupport
import Testing

/// What is wrong with the checksums of a frame is what it is of a still picture.
struct FrameChecksumTests {
  private let still: PNGChunks
  private let pixels: Int

  init() throws {
    still = PNGChunks(try Vectors.bytes("pictures/png/rgb-8.png"))
    pixels = try #require(still.places("IDAT").first)
  }

  /// The sound picture, and as a second frame the pixels that another file has, in as many chunks.
  private func animation(_ other: PNGChunks, checksumError: UInt32 = 0) throws -> HashedPicture {
    var file = still
    let size = Array(still.chunks[0].payload[..<8])
    func control(_ number: UInt8) -> PNGChunks.Chunk {
      let place = [UInt8](repeating: 0, count: 8)
      return PNGChunks.Chunk(name: "fcTL", payload: [0, 0, 0, number] + size + place + [0, 1, 0, 10, 0, 0])
    }
    let frame = other.chunks.filter { $0.name == "IDAT" }.enumerated().map { number, chunk in
      PNGChunks.Chunk(
        name: "fdAT", payload: [0, 0, 0, UInt8(2 + number)] + chunk.payload, checksumError: checksumError)
    }
    let end = file.chunks.removeLast()
    file.chunks += [control(1)] + frame + [end]
    file.chunks.insert(
      contentsOf: [PNGChunks.Chunk(name: "acTL", payload: [0, 0, 0, 2, 0, 0, 0, 0]), control(0)], at: pixels)
    return try PictureHasher().hash(file.bytes, HashRequest(allPictures: true))
  }

  @Test("a sound frame has no warning, and the hash of the still picture")
  func sound() throws {
    let found = try animation(still)
    #expect(found.info.warningCount == 0 && found.info.pictures == PictureCount(total: 2, judged: 2))
    #expect(found.ofFurther.first?.hash == found.primary)
  }

  @Test("pixels that disagree with both of their checksums are damaged")
  func bothWrong() throws {
    let changed = PNGChunks(try Vectors.bytes("malformed/pixels-changed.png"))
    let found = try animation(changed, checksumError: 0xDEAD_BEEF)
    #expect(found.info.pictures == PictureCount(total: 2, judged: 1, damaged: [.number(1)]))
    #expect(found.hashes.count == 2)
  }

  @Test("one wrong checksum over pixels that decode is a warning")
  func oneWrong() throws {
    let adlerWrong = PNGChunks(try Vectors.bytes("malformed/adler-wrong.png"))
    let adler = try animation(adlerWrong)
    let chunk = try animation(still, checksumError: 0xDEAD_BEEF)
    for found in [adler, chunk] {
      #expect(found.info.warningCount > 0)
      #expect(found.info.pictures == PictureCount(total: 2, judged: 2))
      #expect(found.ofFurther.first?.hash == found.primary)
    }
  }
}
