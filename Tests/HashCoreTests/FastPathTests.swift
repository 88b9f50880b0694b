import Foundation
import HashCore
import TestSupport
import Testing

/// The exact hash is within the margin of the fast one, and the fast path gives way wherever it may not
/// speak.
struct FastPathTests {
  private let hasher = PictureHasher()

  private func hash(_ bytes: [UInt8], _ decode: DecodeMode, turned: Bool = false) throws -> HashedPicture {
    let orientations: Set<Orientation> = turned ? Set(Orientation.allCases) : [.original]
    return try hasher.hash(bytes, HashRequest(decode: decode, orientations: orientations))
  }

  /// Compares the fast hashes of a file with the exact ones; `false` where the exact path was taken anyway.
  private func expectNear(_ bytes: [UInt8], turned: Bool, _ name: String) throws -> Bool {
    let fast = try hash(bytes, .fast, turned: turned)
    let exact = try hash(bytes, .exact, turned: turned)
    guard fast.decode == .fast else {
      #expect(fast.hashes == exact.hashes && fast.info == exact.info, "\(name)")
      return false
    }
    #expect(fast.hashes.map(\.view) == exact.hashes.map(\.view))
    for (exact, fast) in zip(exact.hashes, fast.hashes) {
      #expect(exact.margin == 0 && (0...24).contains(fast.margin))
      #expect(exact.hash.hash.distance(to: fast.hash.hash) <= fast.margin, "\(name)")
      if fast.hash.quality > 55 { #expect(exact.hash.quality >= 50, "\(name)") }
    }
    return true
  }

  /// Twenty thousand of them are a benchmark (`matchd-bench fast-path`).
  @Test(
    "made pictures of every kind stay within their margins",
    arguments: MadeJPEG.some(Proof.count(72, long: 1200)))
  func madePictures(made: MadeJPEG) throws {
    let bytes = made.bytes
    let isTurned = made.pixelCount < 300_000
    let isFast = try expectNear(bytes, turned: isTurned, "\(made)")
    let found = try hasher.comparison(bytes)
    let isNeverFast = made.shortSide <= 510 || made.isCoarse
    // Drawn pictures may have samples far beyond their range inside scaled pixels, photographs have not.
    #expect(isNeverFast ? found == nil : found != nil || !isFast && !made.isPhotograph, "\(made)")
    if let found {
      #expect(found.isSafe, "\(made)")
      if found.fast.quality > 0 { #expect(found.needOverWindow < 1, "\(made)") }
      // Turned, it has further margins, any of which may be too wide.
      #expect(isFast ? found.isUseful : isTurned || !found.isUseful, "\(made)")
    }
  }

  @Test("most made photographs are left to the fast path")
  func usefulMargins() throws {
    let photographs = MadeJPEG.some(150).filter { $0.isPhotograph && $0.shortSide > 510 && !$0.isCoarse }
    let fastCount = try photographs.count { try hash($0.bytes, .fast).decode == .fast }
    #expect(photographs.count >= 5 && fastCount > photographs.count * 3 / 4)
  }

  @Test(
    "on the reference vectors fast hashes are within their margins, and near those observed elsewhere",
    .enabled(if: SharedVectors.arePresent, SharedVectors.absent))
  func referenceVectors() throws {
    var fastCount = 0
    for row in try SharedVectors.rows(of: "observed_fastdecode.tsv") {
      let bytes = try Vectors.bytes(row[0], in: SharedVectors.root)
      if try expectNear(bytes, turned: false, row[0]) {
        fastCount += 1
        let fast = try hash(bytes, .fast)
        let side = min(fast.info.width, fast.info.height)
        let column = [1, 2, 4, 8].lastIndex { (side + $0 - 1) / $0 >= 256 }!
        #expect(try fast.primary.hash.distance(to: #require(PDQHash(row[1 + column]))) <= 10, "\(row[0])")
      }
    }
    #expect(fastCount > 5)
  }

  @Test(
    "small pictures, PNG, and JPEGs without luma, with arithmetic coding or coarse take the exact path",
    arguments: [
      "pictures/jpeg/420.jpg", "pictures/png/rgb-8.png", "pictures/jpeg/cmyk.jpg",
      "pictures/jpeg/rgb-adobe.jpg", "transcoded/arithmetic.jpg", "transcoded/arithmetic-progressive.jpg",
      "transcoded/large-quality-3.jpg", "transcoded/large-quality-3-progressive.jpg",
    ])
  func exactAnyway(path: String) throws {
    let bytes = try Vectors.bytes(path)
    #expect(try expectNear(bytes, turned: false, path) == false)
    #expect(try hasher.comparison(bytes) == nil)
  }

  @Test(
    "a large progressive JPEG is judged by all its DC scans, sequential by all of it",
    arguments: ["large", "large-progressive", "large-progressive-in-steps"])
  func large(name: String) throws {
    let bytes = try Vectors.bytes("transcoded/\(name).jpg")
    let isFast = try expectNear(bytes, turned: false, name)
    let found = try #require(try hasher.comparison(bytes))
    #expect(found.needOverWindow < 0.7 && isFast == found.isUseful)
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

  /// A hundred bits away, at quality 100, if nobody looks at what scaling leaves out.
  @Test(
    "samples that are driven beyond their range inside scaled pixels are seen",
    arguments: [(width: 700, height: 600), (1300, 1100)])
  func innerOvershoot(size: (width: Int, height: Int)) throws {
    let sound = MadePixels.photograph(seed: 5, width: size.width, height: size.height).jpeg(quality: 98)
    var parts = try JPEGParts(sound)
    let table = try #require(parts.indices(of: 0xDB).first)
    // Marker, length and number, then 64 quantisers: the last are those of the finest patterns.
    parts.parts[table].replaceSubrange(5 + 44..<5 + 64, with: repeatElement(255, count: 20))
    #expect(try expectNear(sound, turned: false, "sound"))
    #expect(try expectNear(parts.bytes, turned: false, "crafted") == false)
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
