import HashCore

/// The rows of an index and the entries of each.
struct RowTable {
  /// Each distinct hash once.
  let hashes: [PDQHash]
  /// Where each row's references start, and their end.
  private(set) var referenceOffsets: [UInt32] = [0]
  /// Entry numbers, ascending for each row, each once.
  private(set) var references: [UInt32] = []

  /// `entries[i]` is the entry number of the i-th hash that was ordered. O(n).
  init(_ order: HashOrder, entries: [UInt32]) {
    hashes = order.hashes
    referenceOffsets.reserveCapacity(order.hashes.count + 1)
    references.reserveCapacity(entries.count)
    // Short loops, since each look-up misses the caches: the processor works on several of them at once.
    let entries = order.arranged(entries)
    for row in hashes.indices {
      let run = order.run(ofRow: row)
      if run.count == 1 {
        references.append(entries[run.lowerBound])
      } else {
        append(entries[run].sorted())
      }
      referenceOffsets.append(UInt32(references.count))
    }
  }

  private mutating func append(_ sorted: [UInt32]) {
    for (place, entry) in sorted.enumerated() where place == 0 || sorted[place - 1] != entry {
      references.append(entry)
    }
  }
}
