import HashCore

/// The rows of an index and the entries of each.
struct RowTable {
  /// Each distinct hash once.
  let hashes: [PDQHash]
  /// Where each row's references start, and their end.
  private(set) var referenceOffsets: [UInt32] = [0]
  /// Entry numbers, ascending for each row, each once.
  private(set) var references: [UInt32] = []
  /// Of which view the row's hash is for each reference; empty where all are of pictures as they are.
  private(set) var referenceViews: [UInt16] = []

  /// `entries[i]` is the entry number of the i-th hash that was ordered, `views[i]` the number of its view,
  /// where there are any. O(n).
  init(_ order: HashOrder, entries: [UInt32], views: [UInt16]) {
    hashes = order.hashes
    referenceOffsets.reserveCapacity(order.hashes.count + 1)
    references.reserveCapacity(entries.count)
    // Short loops, since each look-up misses the caches: the processor works on several of them at once.
    let (entries, views) = (order.arranged(entries), views.isEmpty ? [] : order.arranged(views))
    for row in hashes.indices {
      let run = order.run(ofRow: row)
      if !views.isEmpty {
        append(run.map { UInt64(entries[$0]) << 16 | UInt64(views[$0]) }.sorted())
      } else if run.count == 1 {
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

  /// Each is an entry, then a view. Of an entry that has the hash in several views the first counts: the
  /// picture as it is, or the first by name.
  private mutating func append(_ sorted: [UInt64]) {
    for (place, pair) in sorted.enumerated() where place == 0 || sorted[place - 1] >> 16 != pair >> 16 {
      references.append(UInt32(pair >> 16))
      referenceViews.append(UInt16(truncatingIfNeeded: pair))
    }
  }
}
