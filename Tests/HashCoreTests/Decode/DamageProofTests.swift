import HashCore
import TestSupport
import Testing

/// Sound JPEGs with their coded data damaged at random places: how many come out clean although their hash is
/// not that of the picture any more. `docs/decoding.md` has the figures of the long form.
struct DamageProofTests {
  private static let sequential = (150...157).map { "pictures/scenes/scene-\($0).jpg" }
  private static let progressive = [
    "pictures/jpeg/progressive-420.jpg", "transcoded/progressive-restart.jpg",
    "transcoded/progressive-split.jpg",
  ]

  @Test(
    "damage that changes the hash is seen",
    arguments: [(sequential, 0, 5), (progressive, 0, 0)], Damage.allCases)
  func seen(coding: (paths: [String], percentMax: Int, percentSwappedMax: Int), damage: Damage) throws {
    let hasher = PictureHasher()
    var random = SeededGenerator(seed: 12)
    var tally = Tally()
    let count = Proof.count(24, long: 250)
    for number in 0..<count {
      let bytes = try Vectors.bytes(coding.paths[number % coding.paths.count])
      let sound = try hasher.hash(bytes).primary.hash
      let damaged = damage.copy(of: bytes, in: codedData(of: bytes), &random)
      tally.add(try? hasher.hash(damaged), sound)
    }
    let percentMax = damage == .swapped ? coding.percentSwappedMax : coding.percentMax
    #expect(tally.silentCount * 100 <= percentMax * count, "\(damage) of \(coding.paths[0]): \(tally)")
    #expect(tally.unjudgedCount * 2 > count, "\(damage) of \(coding.paths[0]): \(tally)")
  }

  /// From the first scan to the end marker.
  private func codedData(of bytes: [UInt8]) -> Range<Int> {
    let scan = bytes.indices.dropLast().first { bytes[$0] == 0xFF && bytes[$0 + 1] == 0xDA }!
    return scan + 14..<bytes.count - 2
  }
}

/// What became of the damaged files.
private struct Tally {
  var refusedCount = 0
  var truncatedCount = 0
  var damagedCount = 0
  /// Clean, and within the threshold of the sound picture.
  var nearCount = 0
  /// Clean, and farther away.
  var silentCount = 0

  var unjudgedCount: Int { refusedCount + truncatedCount + damagedCount }

  mutating func add(_ picture: HashedPicture?, _ sound: PDQHash) {
    switch picture {
    case nil: refusedCount += 1
    case let picture? where picture.info.isTruncated: truncatedCount += 1
    case let picture? where picture.info.damage != nil: damagedCount += 1
    case let picture? where picture.primary.hash.distance(to: sound) <= 31: nearCount += 1
    case _?: silentCount += 1
    }
  }
}
