/// Lets each entry through once: an entry with several hashes is one match, by its nearest.
///
/// Entries come nearest first. A few are remembered in a list, more in a set; where matches come in several
/// pages, a bit for each entry of the index.
struct RepeatFilter {
  private static let listCountMax = 16

  private var list: [UInt32] = []
  private var set: Set<UInt32> = []
  private var bits: [UInt64] = []

  /// Many matches will come: remember them by bit.
  mutating func remember(entryCount: Int) {
    if bits.isEmpty { bits = [UInt64](repeating: 0, count: entryCount / 64 + 1) }
  }

  mutating func isNew(_ entry: EntryNumber) -> Bool {
    guard bits.isEmpty else { return isNewByBit(entry) }
    if set.isEmpty {
      if list.contains(entry.rawValue) { return false }
      list.append(entry.rawValue)
      if list.count > Self.listCountMax { set = Set(list) }
      return true
    }
    return set.insert(entry.rawValue).inserted
  }

  private mutating func isNewByBit(_ entry: EntryNumber) -> Bool {
    let (word, bit) = (Int(entry.rawValue / 64), UInt64(1) << UInt64(entry.rawValue % 64))
    defer { bits[word] |= bit }
    return bits[word] & bit == 0
  }
}
