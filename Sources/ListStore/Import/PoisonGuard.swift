import HashCore
import Matcher

/// Tells entries that a file may bring to do harm, by mistake or on purpose: what they match is not one
/// picture but many. They are taken in and do not answer until somebody has looked at them.
///
/// What is in service stands for the pictures of the world: whatever lies near many of it, or near what is
/// known to be harmless, lies near much else.
struct PoisonGuard {
  /// What answers before the import.
  private let index: LiveIndex?
  /// The place of each negative list among those of the index.
  private let negatives: Set<Int>
  private var searchCount = 0

  /// Within the usual threshold of so many entries an entry is suspicious.
  static let neighbourCount = 100
  /// Of so many confirmed entries of negative lists.
  static let harmlessCount = 3
  /// Bits, at most, by which a hash differs from itself moved, where it says little.
  static let likenessMax = 64
  /// Entries of one import that are searched for: so many are looked at as a whole.
  static let searchCountMax = 100_000

  init(_ index: LiveIndex?) {
    self.index = index.flatMap { $0.entryCount > 0 ? $0 : nil }
    let lists = self.index?.ruledLists ?? []
    negatives = Set(lists.indices.filter { lists[$0].kind == .negative })
  }

  /// Why an entry is suspicious; `nil` for one that is not, or that does not answer anyway.
  ///
  /// - Parameter known: hashes that it has already.
  mutating func reason(against entry: FileEntry, besides known: Set<StoredHash> = []) throws -> String? {
    guard entry.said == .confirmed else { return nil }
    for stored in entry.content.hashes where !known.contains(stored) {
      if Self.saysLittle(stored.hash) { return "low-information hash" }
      if let reason = try reason(against: stored.hash) { return reason }
    }
    return nil
  }

  private mutating func reason(against hash: PDQHash) throws -> String? {
    guard let index, searchCount < Self.searchCountMax else { return nil }
    searchCount += 1
    var (neighbours, harmless) = (0, 0)
    try index.forEachMatch(for: hash, within: .standard, engine: .auto) { match in
      if !negatives.isEmpty, let list = index.listNumber(of: match.entry), negatives.contains(list) {
        if index.state(of: match.entry) == .confirmed { harmless += 1 }
      } else {
        neighbours += 1
      }
      return neighbours < Self.neighbourCount && harmless < Self.harmlessCount
    }
    if harmless >= Self.harmlessCount { return "near harmless entries" }
    return neighbours >= Self.neighbourCount ? "near many entries" : nil
  }

  /// Whether the hash comes back to itself when its sixteen lanes, or the bits of each, are moved round: it
  /// is a pattern's. Hashes of `Vectors/` with a quality of 50 and more differ by 66 bits and more from
  /// themselves.
  static func saysLittle(_ hash: PDQHash) -> Bool {
    let words = hash.words
    let lanes = [words.0, words.1, words.2, words.3].flatMap { word in
      (0..<4).map { UInt16(truncatingIfNeeded: word >> UInt64(16 * $0)) }
    }
    return (1..<16).contains { shift in
      let moved = (0..<16).reduce(0) { $0 + (lanes[$1] ^ lanes[($1 + shift) % 16]).nonzeroBitCount }
      let turned = lanes.reduce(0) { $0 + ($1 ^ ($1 << shift | $1 >> (16 - shift))).nonzeroBitCount }
      return min(moved, turned) <= likenessMax
    }
  }
}
