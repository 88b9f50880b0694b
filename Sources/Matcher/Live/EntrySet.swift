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

  func contains(_ entry: UInt32) -> Bool { bits[Int(entry / 64)] >> UInt64(entry % 64) & 1 == 1 }
}
