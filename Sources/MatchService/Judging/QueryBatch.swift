import HashCore
import Matcher

/// Several queries of which the hashes are searched together.
struct QueryBatch {
  private let judge: QueryJudge
  private let queries: [Result<MatchQuery, QueryError>]
  private var hashes: [PDQHash] = []
  /// Where in the request each hash stands, ascending.
  private var places: [Int] = []

  init(_ judge: QueryJudge, _ queries: [Result<MatchQuery, QueryError>]) {
    self.judge = judge
    self.queries = queries
    for (place, query) in queries.enumerated() {
      guard case .success(.hash(let hash)) = query else { continue }
      hashes.append(hash)
      places.append(place)
    }
  }

  /// The index gives all matches of one hash before those of the next, so a judgement is complete as soon as
  /// a later hash has a match, and everything between the two has none.
  func forEachJudgement(coreCount: Int, _ body: (Judgement) -> Void) {
    let options = judge.options
    var tally = MatchTally(shownMax: options.search.matchCountMax)
    var open: Int?
    var next = 0
    do throws(IndexError) {
      try judge.index.forEachMatch(
        for: hashes, within: options.search.threshold, engine: options.search.engine, coreCount: coreCount
      ) { hash, match in
        if open != hash {
          next = handOver(from: next, to: places[hash], open, tally, body)
          tally = MatchTally(shownMax: options.search.matchCountMax)
          open = hash
        }
        tally.add(ReportedMatch(match), judge.index.state(of: match.entry))
        return true
      }
      _ = handOver(from: next, to: queries.count, open, tally, body)
    } catch {
      let failure = Judgement(.failure(.search(error)), threshold: options.search.threshold)
      for place in next..<queries.count { body(judgement(at: place, failure)) }
    }
  }

  /// Hands over the judgements of the places up to `end`; the hash that is open has the tally,
  /// other hashes have no match.
  private func handOver(
    from start: Int, to end: Int, _ open: Int?, _ tally: MatchTally, _ body: (Judgement) -> Void
  ) -> Int {
    let threshold = judge.options.search.threshold
    for place in start..<end {
      let isOpen = open.map { places[$0] == place } ?? false
      let found = isOpen ? tally : MatchTally(shownMax: tally.shownMax)
      body(judgement(at: place, found.judgement(threshold)))
    }
    return end
  }

  /// The judgement at `place`: what the search found, where it is a hash.
  private func judgement(at place: Int, _ found: Judgement) -> Judgement {
    if case .success(.hash) = queries[place] { found } else { judge.judge(queries[place]) }
  }
}
