/// Lets each entry through once: an entry with several hashes is one match, by its nearest.
///
/// Entries come nearest first. A few are remembered in a set; where matches come in several pages, a bit for each entry
/// of the index.
struct RepeatFilter {
  private let entryCount: Int
  private var seen: Set<UInt32> = []
  private var seenBits: [UInt64] = []
  private var previous: UInt32?

  init(entryCount: Int) { self.entryCount = entryCount }

  /// Many matches will come: remember them by bit.
  mutating func remember() {
    if seenBits.isEmpty { seenBits = [UInt64](repeating: 0, count: entryCount / 64 + 1) }
  }

  mutating func isNew(_ entry: EntryNumber) -> Bool {
    if seenBits.isEmpty {
      guard let first = previous else {
        previous = entry.rawValue
        return true
      }
      return entry.rawValue != first && seen.insert(entry.rawValue).inserted
    }
    let (word, bit) = (Int(entry.rawValue / 64), UInt64(1) << (entry.rawValue % 64))
    defer { seenBits[word] |= bit }
    return seenBits[word] & bit == 0
  }
}
