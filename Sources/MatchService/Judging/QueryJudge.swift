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
      ReportedMatch(entry: $0, method: .digest(digest.algorithm))
    }
    guard !matches.isEmpty else { return .unknown(nearest: []) }
    let shown = matches.prefix(options.nearest ?? options.matchCountMax)
    return .known(grade: .exact, matches: Array(shown), total: matches.count)
  }

  private func verdict(on hash: PDQHash) throws(IndexError) -> Verdict {
    var tally = MatchTally(shownMax: options.matchCountMax)
    try index.forEachMatch(for: hash, within: options.threshold, engine: options.engine) { match in
      tally.add(match)
      return true
    }
    return tally.verdict
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

/// The matches of one hash as the index gives them, in report order and each entry once: the first ones are
/// reported, the rest is counted.
struct MatchTally {
  let shownMax: Int
  private var shown: [ReportedMatch] = []
  private var total = 0
  private var grade: Grade?

  init(shownMax: Int) { self.shownMax = shownMax }

  mutating func add(_ match: HashMatch) {
    let match = ReportedMatch(match)
    grade = grade ?? match.grade
    if total < shownMax { shown.append(match) }
    total += 1
  }

  var verdict: Verdict {
    if let grade { .known(grade: grade, matches: shown, total: total) } else { .unknown(nearest: []) }
  }
}

extension ReportedMatch {
  fileprivate init(_ match: HashMatch) {
    self.init(entry: match.entry, method: .hash(distance: match.distance, view: .stored))
  }
}
