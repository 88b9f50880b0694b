import HashCore
import TestSupport
import Testing

/// A progressive JPEG is for the fast path only if its scans bring every bit of every coefficient once.
struct ProgressiveScansTests {
  private let hasher = PictureHasher()

  private func isForTheFastPath(_ bytes: [UInt8]) throws -> Bool {
    try hasher.comparison(bytes) != nil
  }

  private static let names = ["large-progressive", "large-progressive-in-steps"]

  @Test("the files as they are", arguments: names)
  func whole(name: String) throws {
    #expect(try isForTheFastPath(Vectors.bytes("transcoded/\(name).jpg")))
  }

  @Test("without any one of their scans", arguments: names)
  func missingScan(name: String) throws {
    let parts = try JPEGParts(Vectors.bytes("transcoded/\(name).jpg"))
    let scans = parts.indices(of: 0xDA)
    #expect(scans.count > 5)
    for scan in scans { #expect(try !isForTheFastPath(parts.without(scan)), "scan at part \(scan)") }
  }

  @Test("with any one of their scans twice", arguments: names)
  func repeatedScan(name: String) throws {
    let parts = try JPEGParts(Vectors.bytes("transcoded/\(name).jpg"))
    for scan in parts.indices(of: 0xDA) {
      #expect(try !isForTheFastPath(parts.inserting(parts.parts[scan], at: scan)), "scan at part \(scan)")
    }
  }

  @Test("with a scan header of any bytes", arguments: [0, 1, 5, 6, 63, 64, 128, 200, 255] as [UInt8])
  func strangeHeaders(byte: UInt8) throws {
    let parts = try JPEGParts(Vectors.bytes("pictures/jpeg/progressive-420.jpg"))
    let sound = try hasher.hash(parts.bytes)
    for scan in parts.indices(of: 0xDA) {
      let header = 5..<4 + 2 * Int(parts.parts[scan][4]) + 4
      for place in header where parts.parts[scan][place] != byte {
        var strange = parts
        strange.parts[scan][place] = byte
        // Of the tables that it names it may use one alone.
        let found = try? hasher.hash(strange.bytes)
        #expect(found?.info.isWhole != true || found == sound, "byte \(place) of part \(scan)")
      }
    }
  }

  @Test("with segments where none may stand")
  func strangers() throws {
    let parts = try JPEGParts(Vectors.bytes("transcoded/large-progressive.jpg"))
    let second = parts.indices(of: 0xDA)[1]
    let quantisers = parts.parts[parts.indices(of: 0xDB)[0]]
    let frame = parts.parts[parts.indices(of: 0xC2)[0]]
    #expect(try !isForTheFastPath(parts.inserting(quantisers, at: second)))
    #expect(try !isForTheFastPath(parts.inserting(frame, at: second)))
    #expect(try !isForTheFastPath(parts.inserting([0xFF, 0xD8], at: second)))
    #expect(try !isForTheFastPath(parts.inserting([1, 2, 3], at: second)))
    #expect(try isForTheFastPath(parts.inserting([0xFF, 0xFE, 0, 4, 1, 2], at: second)), "a comment may")
  }

  @Test("with a stretch of a skipped scan zeroed, or a restart marker in it")
  func damagedSkippedScan() throws {
    let parts = try JPEGParts(Vectors.bytes("transcoded/large-progressive.jpg"))
    let scan = try #require(
      parts.indices(of: 0xDA).dropFirst().max { parts.parts[$0].count < parts.parts[$1].count })
    let middle = parts.parts[scan].count / 2
    var zeroed = parts
    zeroed.parts[scan].replaceSubrange(middle..<middle + 40, with: repeatElement(0, count: 40))
    #expect(try !isForTheFastPath(zeroed.bytes))
    var marked = parts
    marked.parts[scan].insert(contentsOf: [0xFF, 0xD0], at: middle)
    #expect(try !isForTheFastPath(marked.bytes))
  }

  @Test("restart markers of a skipped scan count up")
  func restarts() throws {
    let parts = try JPEGParts(Vectors.bytes("transcoded/large-progressive.jpg"))
    let scan = try #require(
      parts.indices(of: 0xDA).dropFirst().max { parts.parts[$0].count < parts.parts[$1].count })
    for (marker, isInOrder) in [(0xD0, true), (0xD1, false)] as [(UInt8, Bool)] {
      var marked = parts
      marked.parts[scan].insert(contentsOf: [0xFF, marker], at: marked.parts[scan].count / 2)
      // Announced before this scan, and none announced for those behind it.
      marked.parts.insert([0xFF, 0xDD, 0, 4, 0, 0], at: scan + 1)
      marked.parts.insert([0xFF, 0xDD, 0, 4, 0, 9], at: scan)
      #expect(try isForTheFastPath(marked.bytes) == isInOrder)
    }
  }

  @Test(
    "what the pictures of the reports give, the exact path answers or stays within the margin",
    .enabled(
      if: SharedVectors.arePresent, SharedVectors.absent))
  func reports() throws {
    let rows = [
      ("progressive-dc-in-steps", "0ca148186c1e6b186946ba638b5f474f064cd409cc5778cfc2533e7e7f9eec8e", 0),
      ("progressive-quality-3", "572e7b2ce831c84347ce178eb129bc25ec444e5e4bdb51f9b1a5a68cae865872", 24),
    ]
    for (name, hex, distance) in rows {
      let bytes = try Vectors.bytes("reports/\(name).jpg", in: SharedVectors.root)
      let truth = try #require(PDQHash(hex))
      #expect(try hasher.hash(bytes).primary.hash.distance(to: truth) == distance)
      let fast = try hasher.hash(bytes, HashRequest(decode: .fast))
      #expect(fast.primary.hash.distance(to: truth) <= distance + fast.hashes[0].margin)
    }
  }
}
