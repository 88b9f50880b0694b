import ArgumentParser
import CTestPictures
import HashCore

/// Sound JPEGs with their coded data damaged at random places: how many come out clean although their hash is
/// not that of the picture any more?
struct DamageBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "damage", abstract: "How much damage to coded data passes unseen.")

  @Option(help: "Files of each coding and damage.") var count = 125

  func run() throws {
    var table = MarkdownTable(
      "coding", "damage", "refused", "truncated", "damaged", "clean, within 31 bits", "silent")
    for coding in DamagedCoding.allCases {
      let pictures = (0..<max(1, count / 5)).map { coding.picture(seed: UInt64($0)) }
      for damage in CodedDamage.allCases where damage != .rows || coding == .restarts {
        let tally = try tally(pictures, damage)
        table.rows.append([coding.rawValue, damage.rawValue] + tally.cells)
        check(
          tally.silentCount * 100 <= count * coding.percentMax(damage),
          "\(tally.silentCount) of \(count) pass unseen: \(coding.rawValue), \(damage.rawValue)")
      }
    }
    print(table.text)
  }

  private func tally(_ pictures: [[UInt8]], _ damage: CodedDamage) throws -> DamageTally {
    let hasher = PictureHasher()
    var random = SeededNumbers(seed: 12)
    var tally = DamageTally()
    for number in 0..<count {
      let bytes = pictures[number % pictures.count]
      // SAFETY: bytes have no padding.
      let sound = try unsafe hasher.hash(bytes.span.bytes).primary.hash
      let damaged = damage.copy(of: bytes, &random)
      // SAFETY: as above.
      tally.add(try? unsafe hasher.hash(damaged.span.bytes), sound)
    }
    return tally
  }
}

private enum DamagedCoding: String, CaseIterable {
  case sequential
  case restarts = "sequential, a restart for each row of blocks"
  case progressive
  case arithmetic

  /// A photograph-like picture of 640 x 480 in this coding.
  func picture(seed: UInt64) -> [UInt8] {
    var pixels = [UInt8](repeating: 0, count: 3 * 640 * 480)
    // SAFETY: the pixels hold 480 rows of 640 RGB pixels.
    unsafe matchd_draw_scene(MATCHD_SCENE_PHOTOGRAPH, seed, 640, 480, &pixels)
    let options = matchd_test_jpeg(
      quality: Int32(60 + seed % 7 * 6), columns_per_chroma: 2, rows_per_chroma: 2, is_gray: 0,
      coding: self == .progressive ? MATCHD_TEST_PROGRESSIVE : MATCHD_TEST_BASELINE, ac_gain: 1,
      is_arithmetic: self == .arithmetic ? 1 : 0, has_restarts: self == .restarts ? 1 : 0)
    return Codec.jpeg(pixels, width: 640, height: 480, options)
  }

  /// How many may pass unseen: what the file contradicts nowhere cannot be known.
  func percentMax(_ damage: CodedDamage) -> Int {
    switch (self, damage) {
    case (_, .rows): 100
    case (.arithmetic, .noise), (.arithmetic, .swapped): 5
    case (.sequential, .swapped), (.restarts, .swapped): 5
    default: 0
    }
  }
}

/// What happens to coded data on bad disks and in broken downloads, and rows of blocks that trade places,
/// each of them sound.
private enum CodedDamage: String, CaseIterable {
  case zeros, noise
  case cut = "cut out"
  case swapped = "two stretches swapped"
  case rows = "two rows of blocks swapped"

  /// A copy with one stretch of the coded data damaged: 16 bytes to a third of them, each order of magnitude
  /// as likely.
  func copy(of bytes: [UInt8], _ random: inout SeededNumbers) -> [UInt8] {
    let scan = bytes.firstRange(of: [0xFF, 0xDA])?.upperBound ?? 0
    let coded = scan + 12..<bytes.count - 2
    if self == .rows { return Self.withRowsSwapped(bytes, coded, &random) }
    var length = coded.count / 3
    while length > 32, random.next() % 4 != 0 { length /= 2 }
    let start = Int.random(in: coded.lowerBound..<coded.upperBound - 2 * length, using: &random)
    let stretch = start..<start + length
    var out = bytes
    switch self {
    case .zeros: for place in stretch { out[place] = 0 }
    case .noise: for place in stretch { out[place] = UInt8(truncatingIfNeeded: random.next()) }
    case .cut: out.removeSubrange(stretch)
    case .swapped, .rows:
      let other = Int.random(in: stretch.upperBound...coded.upperBound - length, using: &random)
      for place in 0..<length { out.swapAt(start + place, other + place) }
    }
    return out
  }

  /// Two of the parts between restart markers in each other's place; the markers stay.
  private static func withRowsSwapped(
    _ bytes: [UInt8], _ coded: Range<Int>, _ random: inout SeededNumbers
  ) -> [UInt8] {
    let markers = coded.dropLast().filter { bytes[$0] == 0xFF && (0xD0...0xD7).contains(bytes[$0 + 1]) }
    let starts = markers.map { $0 + 2 }
    let rows = zip(starts, markers.dropFirst()).map { $0..<$1 }
    let first = Int.random(in: 0..<rows.count / 2, using: &random)
    let second = Int.random(in: rows.count / 2..<rows.count, using: &random)
    return Array(
      bytes[..<rows[first].lowerBound] + bytes[rows[second]]
        + bytes[rows[first].upperBound..<rows[second].lowerBound] + bytes[rows[first]]
        + bytes[rows[second].upperBound...])
  }
}

/// What became of damaged files.
private struct DamageTally {
  private var refusedCount = 0
  private var truncatedCount = 0
  private var damagedCount = 0
  /// Clean, and within the threshold of the sound picture.
  private var nearCount = 0
  /// Clean, and farther away.
  private(set) var silentCount = 0

  var cells: [String] {
    [refusedCount, truncatedCount, damagedCount, nearCount, silentCount].map { "\($0)" }
  }

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

private struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 1
    return mix(state)
  }
}
