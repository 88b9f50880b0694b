import ContentDigests
import HashCore
import MatchProtocol
import Matcher

/// Here is a hash or a digest. What does the index say of it?
public struct QueryJudge: Sendable {
  public let index: HashIndex
  public let options: LookupOptions

  public init(index: HashIndex, options: LookupOptions = .init()) {
    self.index = index
    self.options = options
  }

  public func judge(_ query: MatchQuery) -> Judgement {
    do throws(IndexError) {
      return Judgement(.success(try verdict(on: query)), threshold: options.search.threshold)
    } catch {
      return Judgement(.failure(.search(error)), threshold: options.search.threshold)
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
    case .failure(let error): Judgement(.failure(.query(error)), threshold: options.search.threshold)
    }
  }

  private func verdict(on query: MatchQuery) throws(IndexError) -> Verdict {
    switch query {
    case .digest(let digest): verdict(on: digest)
    case .hash(let hash):
      if let nearest = options.nearest {
        try verdict(on: hash, nearest: nearest)
      } else {
        try verdict(on: hash)
      }
    }
  }

  private func verdict(on digest: ContentDigest) -> Verdict {
    let matches = index.entries(with: digest).map {
      ReportedMatch(entry: $0, method: .digest(digest.algorithm))
    }
    guard !matches.isEmpty else { return .unknown(nearest: []) }
    let shown = matches.prefix(options.nearest ?? options.search.matchCountMax)
    return .known(matches: Array(shown), total: matches.count)
  }

  private func verdict(on hash: PDQHash) throws(IndexError) -> Verdict {
    var tally = MatchTally(shownMax: options.search.matchCountMax)
    try index.forEachMatch(for: hash, within: options.search.threshold, engine: options.search.engine) {
      match in
      tally.add(match)
      return true
    }
    return tally.verdict
  }

  private func verdict(on hash: PDQHash, nearest count: Int) throws(IndexError) -> Verdict {
    var collector = MatchCollector(threshold: options.search.threshold, matchCountMax: count)
    try index.forEachMatch(for: hash, within: options.search.threshold, engine: options.search.engine) {
      match in
      collector.add(ReportedMatch(match))
      return true
    }
    for match in index.nearest(count, to: hash) { collector.add(ReportedMatch(match)) }
    return collector.verdict(includesNearest: true)
  }
}

/// The matches of one hash as the index gives them, in report order and each entry once: the first ones are
/// reported, the rest is counted.
struct MatchTally {
  let shownMax: Int
  private var shown: [ReportedMatch] = []
  private var total = 0

  init(shownMax: Int) {
    precondition(shownMax > 0, "what is known has a match to show")
    self.shownMax = shownMax
  }

  mutating func add(_ match: HashMatch) {
    if total < shownMax { shown.append(ReportedMatch(match)) }
    total += 1
  }

  var verdict: Verdict { total > 0 ? .known(matches: shown, total: total) : .unknown(nearest: []) }
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

extension ReportedMatch {
  fileprivate init(_ match: HashMatch) {
    self.init(entry: match.entry, method: .hash(distance: match.distance, view: .stored))
  }
}
