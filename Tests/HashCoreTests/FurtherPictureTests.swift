import HashCore
import TestSupport
import Testing

/// Files that hold several pictures (`Vectors/frames`): each is hashed as if it stood alone.
struct FurtherPictureTests {
  private let hasher = PictureHasher()
  private static let files = [
    "mpo-three.jpg", "appended.jpg", "png-appended.jpg", "thumbnail.jpg", "gain-map.jpg", "container.jpg",
    "lens-blur.jpg", "thumbnail.png", "jpeg-appended.png", "apng-composed.png", "apng-hidden-default.png",
    "apng-gray.png", "apng-palette.png", "webp-composed.webp", "webp-opaque.webp",
    "webp-still-and-frames.webp", "gif-composed.gif", "gif-background.gif", "gif-appended.jpg",
    "webp-appended.jpg", "bmp-appended.png", "icons.ico", "thumbnail.webp",
  ].map { "frames/\($0)" }
  private static let auxiliaryCounts = [
    "frames/gain-map.jpg": 1, "frames/container.jpg": 2, "frames/lens-blur.jpg": 1,
  ]

  private func hash(_ bytes: [UInt8], _ limits: DecodeLimits = .init()) throws(DecodeError) -> HashedPicture {
    try PictureHasher(limits: limits).hash(bytes, HashRequest(allPictures: true))
  }

  /// The hash of each picture as stored, by its frame; a file's only picture is frame 0.
  private func hashes(_ picture: HashedPicture) -> [PictureFrame: QualifiedHash] {
    var found: [PictureFrame: QualifiedHash] = [:]
    for viewHash in picture.hashes where viewHash.view.background == .ignored {
      found[viewHash.view.frame ?? .number(0)] = viewHash.hash
    }
    return found
  }

  /// The same of those that count as pictures of the file.
  private func counted(_ picture: HashedPicture) -> [PictureFrame: QualifiedHash] {
    hashes(picture).filter { !$0.key.onlyAddsMatches }
  }

  /// The frame that a word of the table stands for, in a file with these hashes.
  private static func frame(_ word: String, _ found: [PictureFrame: QualifiedHash]) -> PictureFrame {
    guard let number = Int(word) else { return .thumbnail }
    return found[.auxiliary(number)] == nil ? .number(number) : .auxiliary(number)
  }

  @Test("every picture of a file has the hash that it has alone", arguments: files)
  func eachPicture(path: String) throws {
    let rows = try Vectors.rows(of: "frames/expected.tsv").filter { $0[0] == path }
    let picture = try hash(Vectors.bytes(path))
    let found = hashes(picture)
    #expect(Set(found.keys) == Set(rows.map { Self.frame($0[1], found) }))
    for row in rows {
      let alone = try hasher.hash(Vectors.bytes(row[2])).primary
      #expect(found[Self.frame(row[1], found)] == alone, "frame \(row[1])")
    }
    let count = try #require(Int(rows[0][3]))
    let auxiliary = Self.auxiliaryCounts[path] ?? 0
    #expect(counted(picture).count == count)
    #expect(picture.info.pictures == PictureCount(total: count, judged: count, auxiliary: auxiliary))
    #expect((picture.hashes[0].view.frame == nil) == (count == 1))
  }

  @Test("turned views and backgrounds of a frame are those of the picture that it shows")
  func viewsOfFrames() throws {
    let request = HashRequest(orientations: [.rot90, .flipy], backgrounds: true, allPictures: true)
    let picture = try hasher.hash(Vectors.bytes("frames/apng-composed.png"), request)
    for number in 0...6 {
      let alone = try hasher.hash(Vectors.bytes("frames/apng-composed.\(number).png"), request)
      let found = picture.hashes.filter { $0.view.frame == .number(number) }
      #expect(found.map(\.hash) == alone.hashes.map(\.hash), "frame \(number)")
    }
  }

  @Test("the first picture alone is hashed unless all are asked for")
  func firstAlone() throws {
    let picture = try hasher.hash(Vectors.bytes("frames/mpo-three.jpg"))
    #expect(picture.hashes.map(\.view) == [.stored])
    #expect(picture.info.pictures == PictureCount())
  }

  @Test("a file that is cut anywhere is not clean, unless all its pictures were there", arguments: files)
  func cutFiles(path: String) throws {
    let bytes = try Vectors.bytes(path)
    let whole = try hash(bytes)
    var random = SeededGenerator(seed: 7)
    var cuts = Set((0..<120).map { _ in Int.random(in: 0..<bytes.count, using: &random) })
    cuts.formUnion(bytes.count - 24..<bytes.count)
    let first = try Vectors.rows(of: "frames/expected.tsv").first { $0[0] == path }
    let firstEnd = try Vectors.bytes(#require(first)[2]).count
    for cut in Proof.isLong ? Set(bytes.indices) : cuts {
      let picture = try? hash(Array(bytes[..<cut]))
      if picture?.info.isTruncated != false || picture?.info.pictures.areAllJudged != true { continue }
      // What was cut off is an end marker, a map, or a picture of which not two bytes are left.
      let found = picture.map(counted) ?? [:]
      let isOneOfTwo = path.contains("appended") && cut < firstEnd + 37 + 2
      #expect(found == counted(whole) || isOneOfTwo && found.count == 1, "cut at \(cut)")
    }
  }

  @Test(
    "where the first picture cannot be decoded the others are looked at",
    arguments: files.filter {
      ($0.hasSuffix("jpg") || $0.hasSuffix("png")) && (!$0.contains("apng") || $0.contains("hidden"))
    })
  func undecodableFirst(path: String) throws {
    var bytes = try Vectors.bytes(path)
    let whole = try hash(bytes)
    Self.breakFirst(&bytes, thumbnailCount: path.contains("/thumbnail") ? 1 : 0)
    let error = #expect(throws: DecodeError.self) { try hash(bytes) }
    #expect(error?.further?.hashes == (whole.ofFurther.isEmpty ? nil : whole.ofFurther))
    var expected = whole.info.pictures
    expected.judged -= 1
    #expect(error?.further?.count == (whole.ofFurther.isEmpty ? nil : expected))
    let alone = #expect(throws: DecodeError.self) { try hasher.hash(bytes) }
    #expect(alone?.reason == error?.reason && alone?.further == nil)
  }

  /// Makes a JPEG's first frame one of 12 bits a sample, and a PNG's first pixels no compressed data. (An
  /// animation that begins with that picture is then composed on nothing, and has other hashes.)
  private static func breakFirst(_ bytes: inout [UInt8], thumbnailCount: Int) {
    let frames = bytes.ranges(of: [0xFF, 0xC0, 0x00, 0x11, 8]).dropFirst(thumbnailCount)
    if bytes[0] == 0xFF, let frame = frames.first {
      bytes[frame.upperBound - 1] = 12
    } else if let data = bytes.firstRange(of: Array("IDAT".utf8)) {
      for place in 0..<6 { bytes[data.upperBound + place] = 0xFF }
    }
  }

  @Test("only what stands before its scans makes a picture an auxiliary one")
  func lateGainMap() throws {
    var bytes = try Vectors.bytes("frames/appended.jpg")
    let payload = Array("urn:iso:std:iso:ts:21496:-1".utf8) + [UInt8](repeating: 0, count: 9)
    bytes.insert(contentsOf: [0xFF, 0xE2, 0, UInt8(2 + payload.count)] + payload, at: bytes.count - 2)
    #expect(try hash(bytes).info.pictures == PictureCount(total: 2, judged: 2))
  }

  @Test("what the limits keep from being looked at is counted")
  func limits() throws {
    for path in ["frames/mpo-three.jpg", "frames/apng-composed.png"] {
      let bytes = try Vectors.bytes(path)
      let total = try hash(bytes).info.pictures.total
      let few = try hash(bytes, DecodeLimits(pictureCountMax: 2)).info.pictures
      #expect(few.total == total && few.judged < total, "\(path)")
      let none = try hash(bytes, DecodeLimits(furtherPixelCountMax: 100)).info.pictures
      #expect(none.total == total && none.judged == 1, "\(path)")
    }
  }

  @Test("the scans of all pictures of a file together are held to one limit", arguments: [2, 3])
  func scannedPixels(pictureCount: Int) throws {
    let one = try Vectors.bytes("pictures/jpeg/progressive-gray.jpg")
    let costOfOne = 320 * 240 * one.ranges(of: [0xFF, 0xDA]).count
    let bytes = Array(repeatElement(one, count: pictureCount).joined())
    let limits = { DecodeLimits(scannedPixelCountMax: $0) }
    let all = try hash(bytes, limits(pictureCount * costOfOne))
    #expect(all.info.pictures == PictureCount(total: pictureCount, judged: pictureCount))
    #expect(throws: DecodeError.self) { try hash(bytes, limits(costOfOne - 1)) }
    let fewer = try hash(bytes, limits(pictureCount * costOfOne - 1))
    #expect(fewer.info.pictures == PictureCount(total: pictureCount, judged: pictureCount - 1))
  }

  @Test("a first picture that the limits refuse takes nothing from the others")
  func refusedFirst() throws {
    let one = try Vectors.bytes("pictures/jpeg/progressive-gray.jpg")
    let large = try Vectors.bytes("transcoded/large-progressive.jpg")
    let costOfOne = 320 * 240 * one.ranges(of: [0xFF, 0xDA]).count
    let error = #expect(throws: DecodeError.self) {
      try hash(large + one, DecodeLimits(scannedPixelCountMax: costOfOne))
    }
    #expect(error?.further?.count == PictureCount(total: 2, judged: 1))
  }

  @Test("an index of pictures that points anywhere is not believed")
  func lyingIndexes() throws {
    let bytes = try Vectors.bytes("frames/mpo-three.jpg")
    let whole = try hashes(hash(bytes))
    // Offsets of the second and third picture in the index: the pictures are found where they are.
    let entries = 20 + 8 + 2 + 36 + 4 - 10
    var random = SeededGenerator(seed: 11)
    for _ in 0..<20 {
      var wrong = bytes
      for place in entries..<entries + 48 { wrong[place] = UInt8.random(in: 0...255, using: &random) }
      let picture = try hash(wrong)
      #expect(hashes(picture).values.contains(whole[.number(1)]!))
      #expect(hashes(picture).values.contains(whole[.number(2)]!))
    }
  }

  @Test(
    "the further pictures of the public reports are found",
    .enabled(if: SharedVectors.arePresent, SharedVectors.absent))
  func reports() throws {
    let expected = [
      "apng-second-frame.png": "cc4e6696992936f43942f99696614c78b705730e68b6b9e976848f3bca717087",
      "mpo-second.jpg": "572e6b3ce831c8c747ce378ab121bc65cc444e5e4bdb51f9b1a5a68cae065872",
    ]
    for (name, hash) in expected {
      let picture = try self.hash(Vectors.bytes("reports/\(name)", in: SharedVectors.root))
      #expect(hashes(picture)[.number(1)]?.hash.description == hash, "\(name)")
      #expect(picture.info.pictures == PictureCount(total: 2, judged: 2))
    }
  }
}
