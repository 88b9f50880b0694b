import HashCore
import TestSupport
import Testing

/// Animations that do not say of themselves what they are: whatever a file carries is looked at, or told as
/// not looked at.
struct AnimationClaimTests {
  private let file: [UInt8]
  private let whole: HashedPicture

  init() throws {
    file = try Vectors.bytes("frames/apng-composed.png")
    whole = try PictureHasher().hash(file, HashRequest(allPictures: true))
  }

  private func hash(_ chunks: PNGChunks) throws -> HashedPicture {
    try PictureHasher().hash(chunks.bytes, HashRequest(allPictures: true))
  }

  @Test("an animation that lies about its frames is never clean")
  func lyingAnimations() throws {
    let bytes = file
    func hash(_ bytes: [UInt8]) throws -> HashedPicture {
      try PictureHasher().hash(bytes, HashRequest(allPictures: true))
    }
    func places(_ name: String) -> [Int] {
      bytes.indices.dropLast(4).filter { Array(bytes[$0..<$0 + 4]) == Array(name.utf8) }
    }
    var more = bytes
    more.replaceSubrange(places("acTL")[0] + 4..<places("acTL")[0] + 8, with: [0xFF, 0xFF, 0xFF, 0xFF])
    #expect(try hash(more).info.pictures == PictureCount(total: 0xFFFF_FFFF, judged: 7))
    var fewer = bytes
    fewer[places("acTL")[0] + 7] = 1
    #expect(try hash(fewer).info.pictures == PictureCount(total: 7, judged: 7))
    // Width, height, x and y of the second frame, its disposal and its blending.
    for (offset, value) in [(8, 0xFF), (12, 0xFF), (16, 0x7F), (20, 0x7F), (28, 3), (29, 2)] {
      var beyond = bytes
      beyond[places("fcTL")[1] + offset] = UInt8(value)
      #expect(try hash(beyond).info.pictures == PictureCount(total: 7, judged: 6), "\(offset)")
    }
    // Sequence numbers say nothing about what a frame shows.
    var disordered = bytes
    for place in places("fdAT") { disordered[place + 7] = 0 }
    #expect(try hash(disordered).hashes == whole.hashes)
  }

  @Test("frames are looked at where the file is announced as animated too late or nowhere")
  func announcement() throws {
    let chunks = PNGChunks(file)
    let announcement = try #require(chunks.places("acTL").first)
    var nowhere = chunks
    let control = nowhere.chunks.remove(at: announcement)
    #expect(try hash(nowhere) == whole)
    var late = nowhere
    late.chunks.insert(control, at: late.chunks.count - 1)
    #expect(try hash(late) == whole)
  }

  @Test("pixels that no row of a frame needs make it a damaged one")
  func pixelsToSpare() throws {
    let chunks = PNGChunks(file)
    let last = try #require(chunks.places("fdAT").last)
    let pixels = chunks.chunks[try #require(chunks.places("IDAT").first)].payload
    var twoStreams = chunks
    twoStreams.chunks[last].payload += pixels
    var fewerRows = chunks
    let control = try #require(chunks.places("fcTL").last)
    fewerRows.chunks[control].payload[11] -= 2
    for changed in [twoStreams, fewerRows] {
      let found = try hash(changed)
      #expect(found.info.pictures == PictureCount(total: 7, judged: 6, damaged: [.number(6)]))
      #expect(found.hashes.contains { $0.view.frame == .number(6) })
    }
  }

  @Test("pixels of frames that belong to no frame are told as not looked at")
  func loosePixels() throws {
    let still = PNGChunks(try Vectors.bytes("pictures/png/rgba-8.png"))
    let pixels = PNGChunks(file).chunks.filter { $0.name == "fdAT" }[0]
    var loose = still
    loose.chunks.insert(pixels, at: loose.chunks.count - 1)
    #expect(try hash(loose).info.pictures == PictureCount(total: 2, judged: 1))
    // In the first frame, whose pixels are the file's own.
    let chunks = PNGChunks(file)
    for place in [try #require(chunks.places("IDAT").first), try #require(chunks.places("IDAT").last) + 1] {
      var inFirst = chunks
      inFirst.chunks.insert(pixels, at: place)
      #expect(try hash(inFirst).info.pictures == PictureCount(total: 8, judged: 7))
    }
  }
}
