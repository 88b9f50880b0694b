import HashCore
import TestSupport
import Testing

/// What a picture takes is told before anything is allocated, and held to the limit exactly.
struct DecodeCostTests {
  /// Pictures of 320 x 240 unless their file says otherwise, and the bytes that they hold at once.
  private static let costs: [(path: String, byteCount: Int)] = [
    // 40 x 30 blocks of 64 coefficients of two bytes.
    ("pictures/jpeg/progressive-gray.jpg", 40 * 30 * 128),
    ("pictures/jpeg/progressive-444.jpg", 3 * 40 * 30 * 128),
  ]

  @Test(arguments: costs.indices)
  func theLimitHoldsExactly(index: Int) throws {
    let (path, byteCount) = Self.costs[index]
    let bytes = try Vectors.bytes(path)
    let limits = { DecodeLimits(decodeByteCountMax: $0) }
    _ = try PictureHasher(limits: limits(byteCount)).hash(bytes)
    let error = #expect(throws: DecodeError.self) {
      try PictureHasher(limits: limits(byteCount - 1)).hash(bytes)
    }
    guard case .tooLarge(let what, _, _) = error?.reason else {
      Issue.record("\(path): \(String(describing: error))")
      return
    }
    #expect(what.contains("decode-memory"))
  }

  /// Pictures of 320 x 240, and the bytes that they hold at once where they are turned.
  @Test(arguments: [
    ("pictures/jpeg/444.jpg", 320 * 240 * 3),
    ("pictures/jpeg/progressive-gray.jpg", 40 * 30 * 128 + 320 * 240),
  ])
  func whatThereIsNoMemoryToTurnIsHashedAsItIsStored(path: String, byteCount: Int) throws {
    let bytes = try Vectors.bytes(path)
    let request = HashRequest(orientations: [.original, .flipx])
    let turned = try PictureHasher(limits: DecodeLimits(decodeByteCountMax: byteCount)).hash(bytes, request)
    #expect(turned.hashes.count == 2 && turned.info.unturned == nil)
    let stored = try PictureHasher(limits: DecodeLimits(decodeByteCountMax: byteCount - 1))
      .hash(bytes, request)
    #expect(stored.hashes == [turned.hashes[0]])
    guard case .tooLarge(let what, _, _) = stored.info.unturned else {
      Issue.record("\(path): \(String(describing: stored.info.unturned))")
      return
    }
    #expect(what.contains("decode-memory"))
  }

  @Test(arguments: [
    ("gray-8-adam7", 1), ("gray-alpha-8-adam7", 2), ("palette-8-adam7", 3), ("palette-4-trns-adam7", 4),
    ("rgb-16-adam7", 3), ("rgba-8-adam7", 4),
  ])
  func interlacedPicturesAreKeptWhole(name: String, channelCount: Int) throws {
    let bytes = try Vectors.bytes("pictures/png/\(name).png")
    let info = try PictureHasher().hash(bytes).info
    let byteCount = info.width * info.height * channelCount
    _ = try PictureHasher(limits: DecodeLimits(decodeByteCountMax: byteCount)).hash(bytes)
    #expect(throws: DecodeError.self) {
      try PictureHasher(limits: DecodeLimits(decodeByteCountMax: byteCount - 1)).hash(bytes)
    }
  }

  @Test("the fast path is held to the limit too, and keeps nothing to turn a picture")
  func fastPath() throws {
    let request = HashRequest(decode: .fast, orientations: [.original, .rot90])
    let progressive = try Vectors.bytes("transcoded/large-progressive.jpg")
    #expect(try PictureHasher().comparison(progressive) != nil)
    let hasher = PictureHasher(limits: DecodeLimits(decodeByteCountMax: 0))
    #expect(throws: DecodeError.self) { try hasher.hash(progressive, request) }
    #expect(try hasher.comparison(progressive) == nil)
    #expect(try hasher.hash(Vectors.bytes("transcoded/large.jpg"), request).decode == .fast)
  }

  /// 96 rows of floats.
  @Test func rowsThatVariantsAreAveragedFromCount() throws {
    let bytes = try Vectors.bytes("pictures/jpeg/444.jpg")
    let request = HashRequest(variants: .standard)
    let byteCount = 96 * 320 * 4
    _ = try PictureHasher(limits: DecodeLimits(decodeByteCountMax: byteCount)).hash(bytes, request)
    let error = #expect(throws: DecodeError.self) {
      try PictureHasher(limits: DecodeLimits(decodeByteCountMax: byteCount - 1)).hash(bytes, request)
    }
    guard case .tooLarge = error?.reason else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func picturesThatAreStreamedTakeNothing() throws {
    let hasher = PictureHasher(limits: DecodeLimits(decodeByteCountMax: 0))
    for path in ["pictures/jpeg/420.jpg", "pictures/png/rgb-8.png"] {
      _ = try hasher.hash(Vectors.bytes(path))
    }
  }

  @Test(
    "small files that cost much are refused by their headers and markers",
    .enabled(if: SharedVectors.arePresent, SharedVectors.absent))
  func bombs() throws {
    for (name, what) in [
      ("coef-4comp", "decode-memory"), ("scans1000", "scans"), ("arith-199scans", "pixels in all scans"),
    ] {
      let bytes = try Vectors.bytes("bombs/\(name).jpg", in: SharedVectors.root)
      let started = ContinuousClock.now
      let error = #expect(throws: DecodeError.self) { try PictureHasher().hash(bytes) }
      #expect(ContinuousClock.now - started < .seconds(2), "\(name)")
      #expect(error?.description.contains(what) == true, "\(name): \(String(describing: error))")
    }
  }
}
