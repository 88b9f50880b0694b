import Foundation
import HashCore
import TestSupport
import Testing

/// The fast path stays near the exact one, and gives way to it wherever it may not.
struct FastPathTests {
  /// What the search allows for: a fast hash is looked up at threshold + 10.
  private static let distanceMax = 10
  private static let qualityDifferenceMax = 4
  private let hasher = PictureHasher()

  private func hash(_ bytes: [UInt8], _ decode: DecodeMode, turned: Bool = false) throws -> HashedPicture {
    let orientations: Set<Orientation> = turned ? Set(Orientation.allCases) : [.original]
    return try hasher.hash(bytes, HashRequest(decode: decode, orientations: orientations))
  }

  /// Compares the fast hashes of a file with the exact ones; `false` where the exact path was taken anyway.
  private func expectNear(_ path: String, turned: Bool) throws -> Bool {
    let bytes = try Vectors.bytes(path)
    let fast = try hash(bytes, .fast, turned: turned)
    guard fast.decode == .fast else { return false }
    let exact = try hash(bytes, .exact, turned: turned)
    #expect(fast.hashes.map(\.view) == exact.hashes.map(\.view))
    for (exact, fast) in zip(exact.hashes.map(\.hash), fast.hashes.map(\.hash)) {
      #expect(exact.hash.distance(to: fast.hash) <= Self.distanceMax, "\(path)")
      #expect(abs(exact.quality - fast.quality) <= Self.qualityDifferenceMax, "\(path)")
    }
    return true
  }

  @Test("on the project's own pictures fast hashes are near the exact ones, turned too")
  func ownPictures() throws {
    let rows = try Vectors.rows(of: "expected.tsv").filter { $0.count == 6 && Int($0[2]) != nil }
    var fastCount = 0
    for row in rows where row[0].hasSuffix(".jpg") {
      // An unoptimised build turns samples slowly: every eighth picture will do.
      if try expectNear(row[0], turned: fastCount % 8 == 0) { fastCount += 1 }
    }
    #expect(fastCount > 20, "too few took the fast path")
  }

  @Test(
    "on the reference vectors fast hashes are near the exact ones, and those observed elsewhere",
    .enabled(if: SharedVectors.arePresent, SharedVectors.absent))
  func referenceVectors() throws {
    var fastCount = 0
    for row in try SharedVectors.rows(of: "observed_fastdecode.tsv") {
      let fast = try hash(Vectors.bytes(row[0], in: SharedVectors.root), .fast)
      let exact = try hash(Vectors.bytes(row[0], in: SharedVectors.root), .exact)
      #expect(fast.primary.hash.distance(to: exact.primary.hash) <= Self.distanceMax, "\(row[0])")
      #expect(abs(fast.primary.quality - exact.primary.quality) <= Self.qualityDifferenceMax, "\(row[0])")
      if fast.decode == .fast {
        fastCount += 1
        let side = min(fast.info.width, fast.info.height)
        let column = [1, 2, 4, 8].lastIndex { (side + $0 - 1) / $0 >= 256 }!
        #expect(try fast.primary.hash.distance(to: #require(PDQHash(row[1 + column]))) <= 2, "\(row[0])")
      }
    }
    #expect(fastCount > 20)
  }

  @Test(
    "small pictures, PNG and JPEGs without luma take the exact path",
    arguments: [
      "pictures/jpeg/420.jpg", "pictures/png/rgb-8.png", "pictures/jpeg/cmyk.jpg",
      "pictures/jpeg/rgb-adobe.jpg",
    ])
  func exactAnyway(path: String) throws {
    let fast = try hash(Vectors.bytes(path), .fast)
    #expect(fast.decode == .exact)
    #expect(try fast.primary == hash(Vectors.bytes(path), .exact).primary)
  }

  @Test(
    "a large progressive JPEG is judged by its first scan, sequential by all of it",
    arguments: ["large", "large-progressive"])
  func large(name: String) throws {
    #expect(try expectNear("transcoded/\(name).jpg", turned: false))
  }

  @Test(
    "whatever is wrong with a file is seen by the fast path too, and answered by the exact one",
    arguments: ["large", "large-progressive"])
  func damage(name: String) throws {
    let whole = try Vectors.bytes("transcoded/\(name).jpg")
    let cuts = [whole.count / 3, whole.count - 40, whole.count - 2]
    for bytes in cuts.map({ Array(whole[..<$0]) }) + [whole + [0, 0, 0]] {
      let fast = try hash(bytes, .fast)
      let exact = try hash(bytes, .exact)
      #expect(fast.decode == .exact && fast.primary == exact.primary && fast.info == exact.info)
      #expect(fast.info.isTruncated || fast.info.warningCount > 0)
    }
  }

  @Test("an announced second picture is no reason to leave the fast path")
  func multiPicture() throws {
    let large = try Vectors.bytes("transcoded/large.jpg")
    let announced = try Vectors.bytes("transcoded/multi-picture.jpg")
    let length = 4 + Int(announced[5])
    let both = Array(large[..<2]) + announced[2..<length] + large[2...] + large
    #expect(try hash(both, .fast).decode == .fast)
  }
}
