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

  /// The item for one query in its text form; `place` is its number in the request.
  public func item(for query: String, at place: Int) -> Item {
    do throws(QueryError) {
      return item(for: try MatchQuery(parsing: query), at: place)
    } catch {
      return Item(index: place, outcome: .failed(ItemError(error)))
    }
  }

  /// Calls `body` with the item of each query, in order.
  public func forEachItem(for queries: QueryLines, _ body: (Item) -> Void) {
    for place in 0..<queries.count { body(item(for: queries[place], at: place)) }
  }

  public func item(for query: MatchQuery, at place: Int) -> Item {
    do throws(IndexError) {
      return Item(
        index: place, outcome: index.outcome(of: try verdict(on: query), threshold: options.threshold))
    } catch {
      return Item(index: place, outcome: .failed(ItemError(error)))
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
      ReportedMatch(entry: $0, method: MatchMethod(digest.algorithm))
    }
    guard !matches.isEmpty else { return .unknown(nearest: []) }
    let shown = matches.prefix(options.nearest ?? options.matchCountMax)
    return .known(grade: .exact, matches: Array(shown), total: matches.count)
  }

  /// The index gives matches in report order, each entry once: the first ones are reported, the rest is counted.
  private func verdict(on hash: PDQHash) throws(IndexError) -> Verdict {
    var shown: [ReportedMatch] = []
    var total = 0
    try index.forEachMatch(for: hash, within: options.threshold, engine: options.engine) { match in
      if total < options.matchCountMax { shown.append(ReportedMatch(match)) }
      total += 1
      return true
    }
    guard let best = shown.first else { return .unknown(nearest: []) }
    return .known(grade: best.grade, matches: shown, total: total)
  }

  private func verdict(on hash: PDQHash, nearest count: Int) throws(IndexError) -> Verdict {
    var collector = MatchCollector(threshold: options.threshold, matchCountMax: count)
    try index.forEachMatch(for: hash, within: options.threshold, engine: options.engine) { match in
      collector.add(ReportedMatch(match))
      return true
    }
    for match in index.nearest(count, to: hash) { collector.add(ReportedMatch(match)) }
    return collector.verdict(includesNearest: true)
  }
}

extension ReportedMatch {
  fileprivate init(_ match: HashMatch) {
    self.init(entry: match.entry, method: .pdq, distance: match.distance)
  }
}
