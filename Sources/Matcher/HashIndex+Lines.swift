import ContentDigests

extension HashIndex {
  /// Calls `body` with every item as a text line, in the order list, id, query; an entry's labels stand on
  /// each line. Memory is 8 bytes an item.
  public func forEachLine<E: Error>(_ body: (HashLine) throws(E) -> Void) throws(E) {
    let items = itemsByEntry()
    var start = 0
    while start < items.count {
      let entry = items[start].entry
      var end = start
      var queries: [MatchQuery] = []
      while end < items.count, items[end].entry == entry {
        queries.append(query(items[end].item))
        end += 1
      }
      let fields = self.entry(EntryNumber(rawValue: entry))
      for query in queries.map({ ($0.text, $0) }).sorted(by: { $0.0 < $1.0 }) {
        try body(HashLine(query: query.1, id: fields.id, list: fields.list, labels: fields.labels))
      }
      start = end
    }
  }

  private struct Item {
    var entry: UInt32
    /// Rows of hashes first, then those of the digest tables.
    var item: UInt32
  }

  /// Every (entry, item) pair by entry.
  private func itemsByEntry() -> [Item] {
    var keyed: [KeyedIndex] = []
    keyed.reserveCapacity(header.referenceCount + header.digestCount)
    for row in 0..<hashCount {
      forEachReference(ofRow: row) { keyed.append(KeyedIndex(key: UInt64($0), index: UInt32(row))) }
    }
    var item = hashCount
    for algorithm in DigestAlgorithm.allCases {
      let table = DigestTable(algorithm: algorithm)
      let digests = bytes(places[table.section])
      for row in 0..<digests.byteCount / table.rowByteCount {
        let entry = table.entry(ofRow: row, in: digests)
        if entry.rawValue < entryCount {
          keyed.append(KeyedIndex(key: UInt64(entry.rawValue), index: UInt32(item)))
        }
        item += 1
      }
    }
    sortByKey(&keyed)
    return keyed.map { Item(entry: UInt32($0.key), item: $0.index) }
  }

  private func query(_ item: UInt32) -> MatchQuery {
    var place = Int(item)
    if place < hashCount { return .hash(bytes(places.hashes).hash(ofRow: place)) }
    place -= hashCount
    for algorithm in DigestAlgorithm.allCases {
      let table = DigestTable(algorithm: algorithm)
      let digests = bytes(places[table.section])
      let count = digests.byteCount / table.rowByteCount
      if place < count { return .digest(table.digest(ofRow: place, in: digests)) }
      place -= count
    }
    preconditionFailure("an item beyond the tables")
  }
}
