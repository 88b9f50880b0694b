import ContentDigests
import HashCore
import MatchProtocol
import Matcher

/// Here is a hash or a digest. What does the index say of it?
public struct QueryJudge: Sendable {
  public let index: any EntrySource
  public let options: LookupOptions
  let rules: JudgingRules

  public init(index: any EntrySource, options: LookupOptions = .init()) {
    self.index = index
    self.options = options
    rules = JudgingRules(
      index.ruledLists, threshold: options.search.threshold, nearThreshold: LookupOptions.nearThreshold)
  }

  public func judge(_ query: MatchQuery) -> Judgement {
    do throws(IndexError) {
      return try judgement(on: query)
    } catch {
      return Judgement(.failure(.search(error)))
    }
  }

  /// Calls `body` with the judgement on each query, or on those in `places` alone, in order.
  ///
  /// The hashes among them are searched together, which is several times faster than one at a time. Memory
  /// is the parsed queries; judgements are made as they are handed over.
  ///
  /// - Parameter coreCount: how many cores may search.
  public func forEachJudgement(
    on lines: QueryLines, in places: Range<Int>? = nil, coreCount: Int = 1, _ body: (Judgement) -> Void
  ) {
    let queries = lines.queries(in: places ?? lines.indices)
    if options.nearest != nil || queries.count < 2 {
      for query in queries { body(judge(query)) }
    } else {
      QueryBatch(self, queries).forEachJudgement(coreCount: coreCount, body)
    }
  }

  /// The judgement on a query that may be none.
  func judge(_ query: Result<MatchQuery, QueryError>) -> Judgement {
    switch query {
    case .success(let query): judge(query)
    case .failure(let error): Judgement(.failure(.query(error)))
    }
  }

  private func judgement(on query: MatchQuery) throws(IndexError) -> Judgement {
    switch query {
    case .digest(let digest): judgement(on: digest)
    case .hash(let hash):
      if let nearest = options.nearest {
        try judgement(on: hash, nearest: nearest)
      } else {
        try judgement(on: hash)
      }
    }
  }

  private func judgement(on digest: ContentDigest) -> Judgement {
    var tally = MatchTally(rules, shownMax: options.nearest ?? options.search.matchCountMax)
    for entry in index.entries(with: digest) {
      tally.add(HashMatch(entry: entry, distance: 0), by: .digest(digest.algorithm), in: index)
    }
    return tally.judgement
  }

  private func judgement(on hash: PDQHash) throws(IndexError) -> Judgement {
    try tally(of: hash, shownMax: options.search.matchCountMax).judgement
  }

  private func tally(of hash: PDQHash, shownMax: Int) throws(IndexError) -> MatchTally {
    var tally = MatchTally(rules, shownMax: shownMax)
    try index.forEachMatch(for: hash, within: rules.reach, engine: options.search.engine) {
      tally.add($0, in: index)
      return true
    }
    return tally
  }

  /// All matches first, then the nearest of those that are none: what a negative list took away, and what
  /// such a list holds, is not among them.
  private func judgement(on hash: PDQHash, nearest count: Int) throws(IndexError) -> Judgement {
    let tally = try tally(of: hash, shownMax: .max)
    var judgement = tally.judgement
    judgement.leads.nearest.removeLast(max(0, judgement.leads.nearest.count - count))
    var (matches, total): ([ReportedMatch], Int) = ([], 0)
    if case .success(.known(let all, let number)) = judgement.verdict {
      (matches, total) = (Array(all.prefix(count)), number)
    }
    let others = index.nearest(count - matches.count, to: hash) { tally.isFree($0, in: index) }.map {
      ReportedMatch($0, of: .stored, tally.threshold(of: $0.entry, in: index))
    }
    judgement.verdict = .success(
      total > 0 ? .known(matches: matches + others, total: total) : .unknown(nearest: others))
    return judgement
  }
}

extension QueryLines {
  /// What each of the lines asks for.
  fileprivate func queries(in places: Range<Int>) -> [Result<MatchQuery, QueryError>] {
    places.map { place in
      do throws(QueryError) {
        return .success(
          try withBytes(at: place) { (bytes) throws(QueryError) in try MatchQuery(parsing: bytes) })
      } catch {
        return .failure(error)
      }
    }
  }
}
