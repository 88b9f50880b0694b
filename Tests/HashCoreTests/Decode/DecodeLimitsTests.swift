import HashCore
import TestSupport
import Testing

/// Limits hold before pixels are allocated, and exactly at their value.
struct DecodeLimitsTests {
  @Test("a file one byte too long is refused, one of exactly the limit is not")
  func encodedBytes() throws {
    let bytes = try Vectors.bytes("pictures/png/matrix-64x64.png")
    _ = try PictureHasher(limits: DecodeLimits(encodedByteCountMax: bytes.count)).hash(bytes)
    let error = #expect(throws: DecodeError.self) {
      try PictureHasher(limits: DecodeLimits(encodedByteCountMax: bytes.count - 1)).hash(bytes)
    }
    #expect(error?.reason == .tooLarge(what: "encoded bytes", limit: bytes.count - 1, found: bytes.count))
  }

  @Test(
    "a picture with one pixel too many is refused, one of exactly the limit is not",
    arguments: ["jpeg", "png"])
  func pixels(format: String) throws {
    let bytes = try Vectors.bytes("pictures/\(format)/matrix-64x64.\(format == "jpeg" ? "jpg" : "png")")
    _ = try PictureHasher(limits: DecodeLimits(pixelCountMax: 4096)).hash(bytes)
    let error = #expect(throws: DecodeError.self) {
      try PictureHasher(limits: DecodeLimits(pixelCountMax: 4095)).hash(bytes)
    }
    #expect(error?.reason == .tooLarge(what: "pixels", limit: 4095, found: 4096))
    #expect(error?.info?.format.name == format)
  }

  @Test("a progressive JPEG with more scans than any encoder writes is refused")
  func scans() throws {
    let bytes = try repeatingLastScan(
      of: Vectors.bytes("pictures/jpeg/progressive-gray.jpg"), times: 200)
    let error = #expect(throws: DecodeError.self) { try PictureHasher().hash(bytes) }
    #expect(error?.reason == .tooLarge(what: "scans", limit: 200, found: 201))
  }

  /// The file with its last scan, from its header to the end marker, written down again and again.
  private func repeatingLastScan(of jpeg: [UInt8], times: Int) throws -> [UInt8] {
    let start = try #require(jpeg.indices.dropLast().last { jpeg[$0] == 0xFF && jpeg[$0 + 1] == 0xDA })
    let scan = Array(jpeg[start..<jpeg.count - 2])
    return Array(jpeg[..<start]) + Array(repeatElement(scan, count: times).joined()) + [0xFF, 0xD9]
  }
}
