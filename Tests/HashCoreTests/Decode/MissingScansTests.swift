import HashCore
import TestSupport
import Testing

/// A progressive JPEG without some of its scans shows a picture all the same, and has its end marker: only
/// the bits that never came tell that it is not whole.
struct MissingScansTests {
  private let hasher = PictureHasher()

  private static let paths = [
    "pictures/jpeg/progressive-420.jpg", "pictures/jpeg/progressive-gray.jpg",
    "pictures/jpeg/progressive-large.jpg", "transcoded/progressive-restart.jpg",
    "transcoded/progressive-split.jpg", "transcoded/arithmetic-progressive.jpg",
    "transcoded/large-progressive.jpg", "transcoded/large-progressive-in-steps.jpg",
  ]

  /// What both paths say, which is the same.
  private func picture(_ bytes: [UInt8]) throws -> HashedPicture {
    let exact = try hasher.hash(bytes)
    let fast = try hasher.hash(bytes, HashRequest(decode: .fast))
    #expect(fast.info.isTruncated == exact.info.isTruncated && fast.info.damage == exact.info.damage)
    if !exact.info.isWhole { #expect(fast == exact) }
    return exact
  }

  @Test("the first scans and an end marker are a truncated picture until all are there", arguments: paths)
  func firstScansAlone(path: String) throws {
    let parts = try JPEGParts(Vectors.bytes(path))
    let scans = parts.indices(of: 0xDA)
    for next in scans.dropFirst() {
      let found = try picture(Array(parts.parts[..<next].joined()) + [0xFF, 0xD9])
      #expect(found.info.isTruncated, "up to part \(next) of \(parts.parts.count)")
    }
    #expect(try picture(parts.bytes).info.isWhole)
  }

  @Test("a picture without any one of its scans is not whole", arguments: paths)
  func anyScan(path: String) throws {
    let parts = try JPEGParts(Vectors.bytes(path))
    for scan in parts.indices(of: 0xDA) where parts.indices(of: 0xDA).count > 1 {
      let found = try? picture(parts.without(scan))
      #expect(found?.info.isWhole != true, "without part \(scan) of \(parts.parts.count)")
    }
  }

  @Test("what there is of it is hashed")
  func near() throws {
    let parts = try JPEGParts(Vectors.bytes("pictures/jpeg/progressive-420.jpg"))
    let last = try #require(parts.indices(of: 0xDA).last)
    let found = try picture(parts.without(last))
    #expect(found.info.isTruncated && found.info.damage == nil)
    #expect(found.primary.hash.distance(to: try picture(parts.bytes).primary.hash) < 16)
  }
}
