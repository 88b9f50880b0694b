import HashCore
import Kernels

/// Searches blocks of a batch of queries.
///
/// By ring, a block goes through table after table, so that queries share what they read; large
/// blocks are sorted by chunk first. Queries that come near a heavy bucket are searched one by one
/// with thresholds of their own.
struct BlockSearch: Sendable {
  /// Raw matches a block keeps at most: beyond, it is halved.
  static let matchCountMax = 1 << 19
  /// From about here on sorting a block by chunk pays: at this length it costs 4 % with a million hashes and
  /// saves 5 % with ten million, from twice the length on it saves with both (`docs/benchmarks.md`).
  static let sortedCountMin = 4096

  let index: HashIndex
  let queries: [PDQHash]
  let distanceMax: Int
  /// As asked for.
  let engine: SearchEngine
  /// What runs.
  private let resolved: SearchEngine

  init(index: HashIndex, queries: [PDQHash], distanceMax: Int, engine: SearchEngine, _ resolved: SearchEngine)
  {
    self.index = index
    self.queries = queries
    self.distanceMax = distanceMax
    self.engine = engine
    self.resolved = resolved
  }

  /// Queries of a block when so many blocks are searched side by side: all of about the same length, so that
  /// no core waits for another. Large indexes gain from large blocks, in which queries meet in buckets; small
  /// ones stay where a block's queries fit the cache. Both lengths are measured (`docs/benchmarks.md`).
  func blockLength(sharedBy coreCount: Int) -> Int {
    guard resolved == .ring else { return 64 }
    let most = index.hashCount > 3_000_000 ? 131_072 : 32_768
    let blockCount = coreCount * max(1, roundedUp(queries.count, by: most * coreCount))
    return max(1, roundedUp(queries.count, by: blockCount))
  }

  private func roundedUp(_ count: Int, by divisor: Int) -> Int { (count + divisor - 1) / divisor }

  /// The block's matches; `nil` if there are more than `matchCountMax`.
  func answer(_ block: Range<Int>) -> BlockAnswer? {
    var found = Found()
    if resolved == .ring, let ring = index.ring {
      guard searchTogether(block, ring, &found) else { return nil }
    } else {
      for (place, query) in block.enumerated() {
        guard searchAlone(queries[query], place, &found) else { return nil }
      }
    }
    return BlockAnswer(found.keys, queries: found.queries, queryCount: block.count)
  }

  private struct Found {
    var keys: [UInt64] = []
    var queries: [UInt32] = []

    /// Whether there is still room.
    mutating func add(_ key: UInt64, _ query: UInt32) {
      keys.append(key)
      queries.append(query)
    }
    var isFull: Bool { keys.count >= matchCountMax }
  }

  private func searchTogether(_ block: Range<Int>, _ ring: RingIndex, _ found: inout Found) -> Bool {
    var words: [UInt64] = []
    words.reserveCapacity(4 * block.count)
    var places: [UInt32] = []
    var alone: [Int] = []
    for (place, query) in block.enumerated() {
      if ring.isNearHeavyBucket(queries[query]) {
        alone.append(place)
      } else {
        let hash = queries[query].words
        words.append(hash.0)
        words.append(hash.1)
        words.append(hash.2)
        words.append(hash.3)
        places.append(UInt32(place))
      }
    }
    guard !places.isEmpty else { return searchEachAlone(alone, block, &found) }
    var list = RingQueries(
      words: words, ring.view.shape, sortsByChunk: places.count >= Self.sortedCountMin)
    index.kernels.ring.search(
      ring.view, &list, thresholds: ring.thresholds(distanceMax: distanceMax), distanceMax: distanceMax
    ) { match in
      index.forEachReference(ofRow: Int(match.row)) {
        found.add(MatchPage.key(distance: Int(match.distance), entry: $0), places[Int(match.query)])
      }
      return !found.isFull
    }
    return !found.isFull && searchEachAlone(alone, block, &found)
  }

  private func searchEachAlone(_ places: [Int], _ block: Range<Int>, _ found: inout Found) -> Bool {
    for place in places {
      guard searchAlone(queries[block.lowerBound + place], place, &found) else { return false }
    }
    return true
  }

  private func searchAlone(_ query: PDQHash, _ place: Int, _ found: inout Found) -> Bool {
    // The engine is resolved: it cannot throw.
    try? index.forEachRow(of: query, within: distanceMax, engine) { row, distance in
      index.forEachReference(ofRow: row) {
        found.add(MatchPage.key(distance: distance, entry: $0), UInt32(place))
      }
      return !found.isFull
    }
    return !found.isFull
  }
}
