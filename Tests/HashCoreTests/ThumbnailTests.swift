import HashCore
import TestSupport
import Testing

/// Small copies of a picture, wherever a file may hold them: each is hashed, and only ever adds a match.
struct ThumbnailTests {
  private let picture: [UInt8]
  private let thumbnail: [UInt8]
  private let expected: QualifiedHash

  init() throws {
    picture = try Vectors.bytes("pictures/edited/200-original.jpg")
    thumbnail = try Vectors.bytes("pictures/jpeg/422.jpg")
    expected = try PictureHasher().hash(thumbnail).primary
  }

  private func hash(_ bytes: [UInt8], _ limits: DecodeLimits = .init()) throws -> HashedPicture {
    try PictureHasher(limits: limits).hash(bytes, HashRequest(allPictures: true))
  }

  /// The hashes of a file's thumbnails.
  private func thumbnails(_ bytes: [UInt8]) throws -> [QualifiedHash] {
    try hash(bytes).hashes.filter { $0.view.frame == .thumbnail }.map(\.hash)
  }

  private func segment(_ marker: UInt8, _ payload: [UInt8]) -> [UInt8] {
    [0xFF, marker, UInt8((payload.count + 2) >> 8), UInt8((payload.count + 2) & 0xFF)] + payload
  }

  /// The picture with something behind its start marker.
  private func picture(with segments: [UInt8]...) -> [UInt8] {
    Array(picture[..<2]) + segments.flatMap { $0 } + picture[2...]
  }

  /// An EXIF block whose second directory points at a thumbnail, which it calls `length` bytes long.
  private func exif(_ thumbnail: [UInt8], length: Int? = nil) -> [UInt8] {
    func number(_ value: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    let entries = number(513, 2) + number(4, 2) + number(1, 4) + number(44, 4)
    let lengthEntry = number(514, 2) + number(4, 2) + number(1, 4) + number(length ?? thumbnail.count, 4)
    return Array("II*\0".utf8) + number(8, 4) + number(0, 2) + number(14, 4) + number(2, 2) + entries
      + lengthEntry + number(0, 4) + thumbnail
  }

  private func exifSegment(_ block: [UInt8]) -> [UInt8] { segment(0xE1, Array("Exif\0\0".utf8) + block) }

  /// Photoshop's resource of a thumbnail.
  private func resource(_ number: UInt8, name: String, _ thumbnail: [UInt8]) -> [UInt8] {
    let named = [UInt8(name.utf8.count)] + Array(name.utf8)
    let length = PNGChunks.bytes(of: UInt32(28 + thumbnail.count))
    return Array("8BIM".utf8) + [4, number] + named + (named.count % 2 == 0 ? [] : [0]) + length
      + [UInt8](repeating: 1, count: 28) + thumbnail + (thumbnail.count % 2 == 0 ? [] : [0])
  }

  private func resourceSegment(_ part: some Collection<UInt8>) -> [UInt8] {
    segment(0xED, Array("Photoshop 3.0\0".utf8) + part)
  }

  @Test("EXIF: of a second block, of one behind the scans, whatever its length is said to be")
  func exifBlocks() throws {
    let empty = exifSegment(exif([]))
    #expect(try thumbnails(picture(with: empty, exifSegment(exif(thumbnail)))) == [expected])
    #expect(
      try thumbnails(picture(with: exifSegment(exif(thumbnail)), exifSegment(exif(picture)))).count == 2)
    for length in [0, 9, 1 << 30] {
      #expect(try thumbnails(picture(with: exifSegment(exif(thumbnail, length: length)))) == [expected])
    }
    let late = picture.dropLast(2) + exifSegment(exif(thumbnail)) + picture.suffix(2)
    #expect(try thumbnails(Array(late)) == [expected])
  }

  @Test("of each picture of a file, turned as that picture is")
  func ofFurtherPictures() throws {
    let second = picture(with: exifSegment(exif(thumbnail)))
    #expect(try thumbnails(picture + second) == [expected])
    let png = try Vectors.bytes("frames/thumbnail.png")
    #expect(try thumbnails(picture + png) == [expected])
    let found = try hash(picture + second)
    #expect(found.info.pictures == PictureCount(total: 2, judged: 2))
  }

  @Test("the extension of JFIF")
  func jfifExtension() throws {
    let name = Array("JFXX\0".utf8)
    #expect(try thumbnails(picture(with: segment(0xE0, name + [0x10] + thumbnail))) == [expected])
    // Another way of coding one: raw samples.
    #expect(try thumbnails(picture(with: segment(0xE0, name + [0x13, 1, 1, 0, 0, 0]))).isEmpty)
  }

  @Test(
    "Photoshop's resources, old and new, named and not, in one segment or in two", arguments: ["", "a", "bc"])
  func photoshop(name: String) throws {
    for number in [0x09, 0x0C] as [UInt8] {
      let block = resource(0x04, name: "", Array("other".utf8)) + resource(number, name: name, thumbnail)
      #expect(try thumbnails(picture(with: resourceSegment(block))) == [expected])
      let (first, second) = (block.prefix(500), block.dropFirst(500))
      #expect(try thumbnails(picture(with: resourceSegment(first), resourceSegment(second))) == [expected])
    }
    #expect(try thumbnails(picture(with: resourceSegment(resource(0x0B, name: name, thumbnail)))).isEmpty)
  }

  @Test("a PNG with several eXIf chunks")
  func exifChunks() throws {
    var chunks = PNGChunks(try Vectors.bytes("pictures/png/gray-4.png"))
    chunks.chunks.insert(.init(name: "eXIf", payload: exif([])), at: 1)
    chunks.chunks.insert(.init(name: "eXIf", payload: exif(thumbnail)), at: chunks.chunks.count - 1)
    #expect(try thumbnails(chunks.bytes) == [expected])
  }

  @Test("what is there of a cut one is looked up too, and told as damaged")
  func cutThumbnail() throws {
    let half = Array(thumbnail.prefix(thumbnail.count / 2))
    let found = try hash(picture(with: exifSegment(exif(half))))
    #expect(found.info.pictures == PictureCount(damaged: [.thumbnail]))
    #expect(found.hashes.count == 2 && found.info.isWhole)
  }

  @Test("they count towards the most pictures that are looked at in a file")
  func limit() throws {
    let file = picture(with: exifSegment(exif(thumbnail)), exifSegment(exif(thumbnail)))
    let found = try hash(file, DecodeLimits(pictureCountMax: 2))
    #expect(found.hashes.map(\.view.frame) == [nil, .thumbnail])
    #expect(found.info.pictures.areAllJudged)
  }
}
