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
    var own: [UInt32] = []
    for row in hashes.indices {
      own.removeAll(keepingCapacity: true)
      order.forEachIndex(ofRow: row) { own.append(entries[$0]) }
      if own.count > 1 { own.sort() }
      for (place, entry) in own.enumerated() where place == 0 || own[place - 1] != entry {
        references.append(entry)
      }
      referenceOffsets.append(UInt32(references.count))
    }
  }
}
