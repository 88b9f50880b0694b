/// Some entries of an index: a bit each.
struct EntrySet: Sendable {
  private var bits: [UInt64]
  private(set) var count = 0

  init(of index: HashIndex) { bits = [UInt64](repeating: 0, count: index.entryCount / 64 + 1) }

  mutating func insert(_ entry: UInt32) {
    let bit = UInt64(1) << UInt64(entry % 64)
    if bits[Int(entry / 64)] & bit == 0 { count += 1 }
    bits[Int(entry / 64)] |= bit
  }

  /// How many of them lie in `range`. O(range / 64).
  func count(in range: Range<Int>) -> Int {
    var total = 0
    for word in range.lowerBound / 64..<(range.upperBound + 63) / 64 {
      var bits = bits[word]
      if word == range.lowerBound / 64 { bits &= ~0 << UInt64(range.lowerBound % 64) }
      if word == range.upperBound / 64 { bits &= ~(~0 << UInt64(range.upperBound % 64)) }
      total += bits.nonzeroBitCount
    }
    return total
  }

  func contains(_ entry: UInt32) -> Bool { bits[Int(entry / 64)] >> UInt64(entry % 64) & 1 == 1 }
}
