import ContentDigests
import HashCore
import MatchProtocol
import Matcher

/// Here is a hash or a digest. What does the index say of it?
public struct QueryJudge: Sendable {
  public let index: any EntrySource
  public let options: LookupOptions

  public init(index: any EntrySource, options: LookupOptions = .init()) {
    self.index = index
    self.options = options
  }

  public func judge(_ query: MatchQuery) -> Judgement {
    do throws(IndexError) {
      return try judgement(on: query)
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
    var tally = MatchTally(shownMax: options.nearest ?? options.search.matchCountMax)
    for entry in index.entries(with: digest) {
      tally.add(ReportedMatch(entry: entry, method: .digest(digest.algorithm)), index.state(of: entry))
    }
    return tally.judgement(options.search.threshold)
  }

  private func judgement(on hash: PDQHash) throws(IndexError) -> Judgement {
    var tally = MatchTally(shownMax: options.search.matchCountMax)
    try index.forEachMatch(for: hash, within: options.search.threshold, engine: options.search.engine) {
      tally.add(ReportedMatch($0), index.state(of: $0.entry))
      return true
    }
    return tally.judgement(options.search.threshold)
  }

  private func judgement(on hash: PDQHash, nearest count: Int) throws(IndexError) -> Judgement {
    var collector = MatchCollector(threshold: options.search.threshold, matchCountMax: count)
    try index.forEachMatch(for: hash, within: options.search.threshold, engine: options.search.engine) {
      if index.state(of: $0.entry) == .confirmed {
        collector.add(ReportedMatch($0))
      } else {
        collector.addLead(ReportedMatch($0))
      }
      return true
    }
    for match in index.nearest(count, to: hash) { collector.add(ReportedMatch(match)) }
    var judgement = Judgement(
      .success(collector.verdict(includesNearest: true)), threshold: options.search.threshold)
    judgement.leads = collector.leads
    return judgement
  }
}

/// The matches of one hash as the index gives them, in report order and each entry once: the first ones are
/// reported, the rest is counted.
struct MatchTally {
  let shownMax: Int
  private var shown: [ReportedMatch] = []
  private var total = 0
  private var leads = Leads.none

  init(shownMax: Int) {
    precondition(shownMax > 0, "what is known has a match to show")
    self.shownMax = shownMax
  }

  /// - Parameter state: what its list says of the entry; anything but confirmed makes it a lead.
  mutating func add(_ match: ReportedMatch, _ state: EntryState) {
    guard state == .confirmed else {
      if leads.total < shownMax { leads.nearest.append(match) }
      leads.total += 1
      return
    }
    if total < shownMax { shown.append(match) }
    total += 1
  }

  func judgement(_ threshold: Threshold) -> Judgement {
    let verdict: Verdict = total > 0 ? .known(matches: shown, total: total) : .unknown(nearest: [])
    var judgement = Judgement(.success(verdict), threshold: threshold)
    judgement.leads = leads
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

extension ReportedMatch {
  init(_ match: HashMatch) {
    self.init(entry: match.entry, method: .hash(distance: match.distance, view: .stored))
  }
}
