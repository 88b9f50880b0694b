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
    let none = MatchTally(judge.rules, shownMax: options.search.matchCountMax)
    var tally = none
    var open: Int?
    var next = 0
    do throws(IndexError) {
      try judge.index.forEachMatch(
        for: hashes, within: judge.rules.reach, engine: options.search.engine, coreCount: coreCount
      ) { hash, match in
        if open != hash {
          next = handOver(from: next, to: places[hash], open, tally, none, body)
          tally = none
          open = hash
        }
        tally.add(match, in: judge.index)
        return true
      }
      _ = handOver(from: next, to: queries.count, open, tally, none, body)
    } catch {
      let failure = Judgement(.failure(.search(error)))
      for place in next..<queries.count { body(judgement(at: place, failure)) }
    }
  }

  /// Hands over the judgements of the places up to `end`; the hash that is open has the tally,
  /// other hashes have no match.
  private func handOver(
    from start: Int, to end: Int, _ open: Int?, _ tally: MatchTally, _ none: MatchTally,
    _ body: (Judgement) -> Void
  ) -> Int {
    for place in start..<end {
      let isOpen = open.map { places[$0] == place } ?? false
      body(judgement(at: place, (isOpen ? tally : none).judgement))
    }
    return end
  }

  /// The judgement at `place`: what the search found, where it is a hash.
  private func judgement(at place: Int, _ found: Judgement) -> Judgement {
    if case .success(.hash) = queries[place] { found } else { judge.judge(queries[place]) }
  }
}
