import HashCore
import TestSupport
import Testing

/// What a picture takes is told before anything is allocated, and held to the limit exactly.
struct DecodeCostTests {
  /// Pictures of 320 x 240 unless their file says otherwise, and the bytes that they hold at once.
  private static let costs: [(path: String, request: HashRequest, byteCount: Int)] = [
    // 40 x 30 blocks of 64 coefficients of two bytes.
    ("pictures/jpeg/progressive-gray.jpg", HashRequest(), 40 * 30 * 128),
    ("pictures/jpeg/progressive-444.jpg", HashRequest(), 3 * 40 * 30 * 128),
    ("pictures/jpeg/444.jpg", HashRequest(orientations: [.original, .flipx]), 320 * 240 * 3),
    (
      "pictures/jpeg/progressive-gray.jpg", HashRequest(orientations: [.original, .flipx]),
      40 * 30 * 128 + 320 * 240
    ),
  ]

  @Test(arguments: costs.indices)
  func theLimitHoldsExactly(index: Int) throws {
    let (path, request, byteCount) = Self.costs[index]
    let bytes = try Vectors.bytes(path)
    let limits = { DecodeLimits(decodeByteCountMax: $0) }
    _ = try PictureHasher(limits: limits(byteCount)).hash(bytes, request)
    let error = #expect(throws: DecodeError.self) {
      try PictureHasher(limits: limits(byteCount - 1)).hash(bytes, request)
    }
    guard case .tooLarge(let what, _, _) = error?.reason else {
      Issue.record("\(path): \(String(describing: error))")
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
    let turned = HashRequest(orientations: Set(Orientation.allCases))
    for (name, request, what) in [
      ("coef-4comp", HashRequest(), "decode-memory"), ("scans1000", HashRequest(), "scans"),
      ("arith-199scans", HashRequest(), "pixels in all scans"),
      ("baseline-200mp-tiny", turned, "decode-memory"),
      ("huff-5scans", turned, "decode-memory"),
    ] {
      let bytes = try Vectors.bytes("bombs/\(name).jpg", in: SharedVectors.root)
      let started = ContinuousClock.now
      let error = #expect(throws: DecodeError.self) { try PictureHasher().hash(bytes, request) }
      #expect(ContinuousClock.now - started < .seconds(2), "\(name)")
      #expect(error?.description.contains(what) == true, "\(name): \(String(describing: error))")
    }
  }
}
