import HashCore

extension LiveIndex {
  public func forEachMatch(
    for query: PDQHash, within threshold: Threshold, engine: SearchEngine, _ body: (HashMatch) -> Bool
  ) throws(IndexError) {
    var merge = MatchMerge(self, try added.matches(for: query, within: threshold, engine: engine))
    var goesOn = true
    try base.forEachMatch(for: query, within: threshold, engine: engine) {
      goesOn = merge.add($0, body)
      return goesOn
    }
    if goesOn { _ = merge.finish(body) }
  }

  /// Queries that are searched together, so that the matches of the added entries are few enough to be kept.
  private static let blockCount = 256
  /// Matches of added entries that are kept for a block: 16 MB.
  private static let keptCountMax = 1 << 20

  public func forEachMatch(
    for queries: [PDQHash], within threshold: Threshold, engine: SearchEngine, coreCount: Int,
    _ body: (Int, HashMatch) -> Bool
  ) throws(IndexError) {
    let length = Self.blockCount * max(1, coreCount)
    for start in stride(from: 0, to: queries.count, by: length) {
      let block = Array(queries[start..<min(start + length, queries.count)])
      var goesOn = true
      func handOver(_ query: Int, _ match: HashMatch) -> Bool {
        goesOn = body(start + query, match)
        return goesOn
      }
      if let found = try matchesOfAdded(block, threshold, engine, coreCount) {
        try deliver(block, found, threshold, engine, coreCount, handOver)
      } else {
        for (query, hash) in block.enumerated() where goesOn {
          try forEachMatch(for: hash, within: threshold, engine: engine) { handOver(query, $0) }
        }
      }
      guard goesOn else { return }
    }
  }

  /// The matches of added entries for each query; `nil` where they are too many to be kept.
  private func matchesOfAdded(
    _ queries: [PDQHash], _ threshold: Threshold, _ engine: SearchEngine, _ coreCount: Int
  ) throws(IndexError) -> [[HashMatch]]? {
    var found = [[HashMatch]](repeating: [], count: queries.count)
    var count = 0
    try added.forEachMatch(for: queries, within: threshold, engine: engine, coreCount: coreCount) {
      found[$0].append($1)
      count += 1
      return count <= Self.keptCountMax
    }
    return count <= Self.keptCountMax ? found : nil
  }

  private func deliver(
    _ queries: [PDQHash], _ found: [[HashMatch]], _ threshold: Threshold, _ engine: SearchEngine,
    _ coreCount: Int, _ body: (Int, HashMatch) -> Bool
  ) throws(IndexError) {
    var query = 0
    var merge = MatchMerge(self, found[0])
    var goesOn = true
    /// Hands over what is left of the queries before `next`.
    func finish(before next: Int) {
      while query < next && goesOn {
        let place = query
        goesOn = merge.finish { body(place, $0) }
        query += 1
        if query < queries.count { merge = MatchMerge(self, found[query]) }
      }
    }
    try base.forEachMatch(for: queries, within: threshold, engine: engine, coreCount: coreCount) {
      place, match in
      finish(before: place)
      if goesOn { goesOn = merge.add(match) { body(place, $0) } }
      return goesOn
    }
    finish(before: queries.count)
  }

  public func containsMatch(
    for query: PDQHash, within threshold: Threshold, engine: SearchEngine
  ) throws(IndexError) -> Bool {
    if try added.containsMatch(for: query, within: threshold, engine: engine) { return true }
    guard removed.count > 0 else {
      return try base.containsMatch(for: query, within: threshold, engine: engine)
    }
    var isFound = false
    try base.forEachRow(of: query, within: threshold.distanceMax, engine) { row, _ in
      base.forEachReference(ofRow: row) { entry in
        if !removed.contains(entry) { isFound = true }
      }
      return !isFound
    }
    return isFound
  }

  public func nearest(
    _ count: Int, to query: PDQHash, where isCounted: (EntryNumber) -> Bool
  ) -> [HashMatch] {
    let old = base.nearest(count, to: query) {
      !removed.contains($0.rawValue) && isCounted(number(ofBase: $0))
    }
    let new = added.nearest(count, to: query) { isCounted(number(ofAdded: $0)) }
    let both =
      old.map { HashMatch(entry: number(ofBase: $0.entry), distance: $0.distance) }
      + new.map { HashMatch(entry: number(ofAdded: $0.entry), distance: $0.distance) }
    return Array(both.sorted().prefix(count))
  }
}

/// Brings the matches of a base, which come in report order, and those of added entries, which are all there,
/// into one report order.
struct MatchMerge {
  private let index: LiveIndex
  private let added: [HashMatch]
  private var next = 0

  init(_ index: LiveIndex, _ added: [HashMatch]) {
    self.index = index
    self.added = added.map { HashMatch(entry: index.number(ofAdded: $0.entry), distance: $0.distance) }
  }

  /// Hands over a match of the base, behind the added ones that are nearer, unless its entry does not count.
  /// - Returns: whether to go on.
  mutating func add(_ match: HashMatch, _ body: (HashMatch) -> Bool) -> Bool {
    if index.removed.contains(match.entry.rawValue) { return true }
    let match = HashMatch(entry: index.number(ofBase: match.entry), distance: match.distance)
    while next < added.count, added[next] < match {
      next += 1
      guard body(added[next - 1]) else { return false }
    }
    return body(match)
  }

  /// Hands over the added matches that are left.
  mutating func finish(_ body: (HashMatch) -> Bool) -> Bool {
    while next < added.count {
      next += 1
      guard body(added[next - 1]) else { return false }
    }
    return true
  }
}
