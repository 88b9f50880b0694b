import HashCore
import Kernels

extension HashIndex {
  /// Every entry with a hash within `threshold` of `query`, each once at its smallest distance, nearest
  /// first, then by entry. Complete, whatever the engine.
  ///
  /// - Throws: `IndexError` with check `ringTables` where `engine` is `ring` and the file has no ring tables.
  public func matches(
    for query: PDQHash, within threshold: Threshold, engine: SearchEngine = .auto
  ) throws(IndexError) -> [HashMatch] {
    var matches: [HashMatch] = []
    try forEachMatch(for: query, within: threshold, engine: engine) {
      matches.append($0)
      return true
    }
    return matches
  }

  /// Calls `body` with every match in the order of `matches(for:within:engine:)`, until it returns false.
  ///
  /// Memory stays bounded however many match: they are found page by page, each page a search of its own.
  public func forEachMatch(
    for query: PDQHash, within threshold: Threshold, engine: SearchEngine = .auto,
    _ body: (HashMatch) -> Bool
  ) throws(IndexError) {
    var filter = RepeatFilter()
    var floor: UInt64?
    while true {
      var page = MatchPage(above: floor)
      try forEachRow(of: query, within: threshold.distanceMax, engine) { row, distance in
        forEachReference(ofRow: row) { page.add(MatchPage.key(distance: distance, entry: $0)) }
        return true
      }
      page.finish()
      if page.isCut { filter.remember(entryCount: entryCount) }
      for key in page.keys where filter.isNew(MatchPage.match(key).entry) {
        guard body(MatchPage.match(key)) else { return }
      }
      guard page.isCut else { return }
      floor = page.keys.last
    }
  }

  /// Whether any entry lies within `threshold`; stops at the first.
  public func containsMatch(
    for query: PDQHash, within threshold: Threshold, engine: SearchEngine = .auto
  ) throws(IndexError) -> Bool {
    var isFound = false
    try forEachRow(of: query, within: threshold.distanceMax, engine) { row, _ in
      forEachReference(ofRow: row) { _ in isFound = true }
      return !isFound
    }
    return isFound
  }

  /// The `count` nearest entries whatever their distance, in report order; fewer where the index has fewer.
  ///
  /// Walks the BK-tree nearest child first, with a threshold that shrinks to the
  /// distance of the `count`-th best.
  ///
  /// Entries that are not confirmed are left out, and those that `isCounted` says no of.
  public func nearest(
    _ count: Int, to query: PDQHash, where isCounted: (EntryNumber) -> Bool
  ) -> [HashMatch] {
    guard count > 0 else { return [] }
    var best = NearestEntries(count: count)
    var walk = TreeWalk(query, header, kernels)
    walk.run(hashes: bytes(places.hashes), nodes: bytes(places[.treeNodes]), distanceMax: 256) {
      row, distance in
      forEachReference(ofRow: row) { entry in
        let number = EntryNumber(rawValue: entry)
        guard state(of: number) == .confirmed, isCounted(number) else { return }
        best.add(MatchPage.key(distance: distance, entry: entry))
      }
      return best.distanceMax
    }
    return best.matches
  }

  /// Calls `body` with (row, distance) of each distinct hash within the distance, each once, in no particular
  /// order, until it returns false.
  func forEachRow(
    of query: PDQHash, within distanceMax: Int, _ engine: SearchEngine, _ body: (Int, Int) -> Bool
  ) throws(IndexError) {
    switch try resolved(engine, distanceMax: distanceMax) {
    case .auto, .ring: forEachRowByRing(of: query, within: distanceMax, isForced: engine == .ring, body)
    case .bk: forEachRowByTree(of: query, within: distanceMax, body)
    case .linear: forEachRowByScan(of: query, within: distanceMax, body)
    }
  }

  /// The engine that runs where this one is asked for.
  func resolved(_ engine: SearchEngine, distanceMax: Int) throws(IndexError) -> SearchEngine {
    switch engine {
    case .auto: return planner.engine(distanceMax: distanceMax)
    case .ring where ring == nil:
      throw IndexError(.ringTables, path: path, expected: "ring tables", found: "an index without them")
    case .ring, .bk, .linear: return engine
    }
  }

  private func forEachRowByScan(of query: PDQHash, within distanceMax: Int, _ body: (Int, Int) -> Bool) {
    var scan = RowScan(query, kernels)
    _ = scan.forEachRow(of: 0..<hashCount, in: bytes(places.hashes), within: distanceMax, body)
  }

  private func forEachRowByTree(of query: PDQHash, within distanceMax: Int, _ body: (Int, Int) -> Bool) {
    var walk = TreeWalk(query, header, kernels)
    walk.run(hashes: bytes(places.hashes), nodes: bytes(places[.treeNodes]), distanceMax: distanceMax) {
      body($0, $1) ? distanceMax : -1
    }
  }

  /// Takes the even division of the threshold, unless that would visit a heavy bucket. Where no division
  /// avoids them well enough, the rows are scanned, unless the ring is what was asked for.
  private func forEachRowByRing(
    of query: PDQHash, within distanceMax: Int, isForced: Bool, _ body: (Int, Int) -> Bool
  ) {
    guard let ring else { return forEachRowByScan(of: query, within: distanceMax, body) }
    var thresholds = ring.thresholds(distanceMax: distanceMax)
    if ring.isNearHeavyBucket(query),
      let cheapest = ring.cheapestThresholds(for: query, distanceMax: distanceMax)
    {
      guard isForced || planner.isWorthwhile(signatureCount: cheapest.cost) else {
        return forEachRowByScan(of: query, within: distanceMax, body)
      }
      thresholds = cheapest.thresholds
    }
    kernels.ring.search(ring.view, for: query.words, thresholds: thresholds, distanceMax: distanceMax) {
      body(Int($0.row), Int($0.distance))
    }
  }

  /// Calls `body` with the entries of a row, ascending.
  func forEachReference(ofRow row: Int, _ body: (UInt32) -> Void) {
    forEachReference(ofRow: row) { _, entry in body(entry) }
  }

  /// Calls `body` with (place, entry) of each reference of a row, entries ascending. Damaged offsets are cut
  /// to what the file holds, and numbers beyond the entries are passed over.
  func forEachReference(ofRow row: Int, _ body: (Int, UInt32) -> Void) {
    let references = bytes(places.references)
    // Every row has a reference: where there are as many as rows, row and place are the same.
    if header.referenceCount == header.hashCount {
      let entry = references.u32(at: 4 * row)
      if entry < entryCount { body(row, entry) }
      return
    }
    let offsets = bytes(places.referenceOffsets)
    let end = min(Int(offsets.u32(at: 4 * (row + 1))), header.referenceCount)
    var place = Int(offsets.u32(at: 4 * row))
    while place < end {
      let entry = references.u32(at: 4 * place)
      if entry < entryCount { body(place, entry) }
      place += 1
    }
  }
}
