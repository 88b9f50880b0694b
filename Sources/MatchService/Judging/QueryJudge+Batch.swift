import HashCore
import MatchProtocol
import Matcher

extension QueryJudge {
  /// Calls `body` with the item of each query, in order.
  ///
  /// The hashes among them are searched together, which is several times faster than one at a time. Memory
  /// is the parsed queries; items are made as they are handed over.
  ///
  /// - Parameter coreCount: how many cores may search.
  public func forEachItem(for queries: QueryLines, coreCount: Int = 1, _ body: (Item) -> Void) {
    if options.nearest != nil || queries.count < 2 {
      for place in queries.indices { body(item(for: queries, at: place)) }
    } else {
      QueryBatch(self, queries).forEachItem(coreCount: coreCount, body)
    }
  }

  private func item(for queries: QueryLines, at place: Int) -> Item {
    switch queries.query(at: place) {
    case .success(let query): item(for: query, at: place)
    case .failure(let error): Item(index: place, outcome: .failed(ItemError(error)))
    }
  }
}

extension QueryLines {
  /// What the line at `place` asks for.
  fileprivate func query(at place: Int) -> Result<MatchQuery, QueryError> {
    do throws(QueryError) {
      return .success(
        try withBytes(at: place) { (bytes) throws(QueryError) in try MatchQuery(parsing: bytes) })
    } catch {
      return .failure(error)
    }
  }
}

/// Several queries of which the hashes are searched together.
private struct QueryBatch {
  private let judge: QueryJudge
  private let queries: [Result<MatchQuery, QueryError>]
  private var hashes: [PDQHash] = []
  /// Where in the request each hash stands, ascending.
  private var places: [Int] = []

  init(_ judge: QueryJudge, _ lines: QueryLines) {
    self.judge = judge
    queries = lines.indices.map(lines.query)
    for (place, query) in queries.enumerated() {
      guard case .success(.hash(let hash)) = query else { continue }
      hashes.append(hash)
      places.append(place)
    }
  }

  /// The index gives all matches of one hash before those of the next, so an item is complete as soon as a
  /// later hash has a match, and everything between the two has none.
  func forEachItem(coreCount: Int, _ body: (Item) -> Void) {
    let options = judge.options
    var tally = MatchTally(shownMax: options.matchCountMax)
    var open: Int?
    var next = 0
    do throws(IndexError) {
      try judge.index.forEachMatch(
        for: hashes, within: options.threshold, engine: options.engine, coreCount: coreCount
      ) { hash, match in
        if open != hash {
          next = handOver(from: next, to: places[hash], open, tally, body)
          tally = MatchTally(shownMax: options.matchCountMax)
          open = hash
        }
        tally.add(match)
        return true
      }
      _ = handOver(from: next, to: queries.count, open, tally, body)
    } catch {
      for place in next..<queries.count { body(item(at: place, .failed(ItemError(error)))) }
    }
  }

  /// Hands over the items of the places up to `end`; the hash that is open has the tally, other hashes have
  /// no match.
  private func handOver(
    from start: Int, to end: Int, _ open: Int?, _ tally: MatchTally, _ body: (Item) -> Void
  ) -> Int {
    for place in start..<end {
      let isOpen = open.map { places[$0] == place } ?? false
      let verdict = isOpen ? tally.verdict : .unknown(nearest: [])
      body(item(at: place, judge.index.outcome(of: verdict, threshold: judge.options.threshold)))
    }
    return end
  }

  /// The item at `place`: what the search found, where it is a hash.
  private func item(at place: Int, _ found: Item.Outcome) -> Item {
    switch queries[place] {
    case .success(.hash): Item(index: place, outcome: found)
    case .success(let digest): judge.item(for: digest, at: place)
    case .failure(let error): Item(index: place, outcome: .failed(ItemError(error)))
    }
  }
}
