import HashCore
import Matcher

/// What is found for one query, each entry once and nearest first, reduced to what is reported. Memory is
/// bounded, however many match: the first ones of each list, and a count for each distance.
struct MatchTally {
  let shownMax: Int
  private let rules: JudgingRules
  /// By the place of their list.
  private var parts: [Int: ListPart] = [:]
  private var leads = Leads.none
  private var suppression = Suppression()

  init(_ rules: JudgingRules, shownMax: Int) {
    precondition(shownMax > 0, "what is known has a match to show")
    self.rules = rules
    self.shownMax = shownMax
  }

  /// - Parameter method: how the entry was found; `nil`: by the hash that was asked for.
  mutating func add(_ match: HashMatch, by method: MatchMethod? = nil, in source: some MatchSource) {
    let (list, rule) = rules.rule(of: match.entry, in: source)
    let reported =
      method.map { ReportedMatch(entry: match.entry, method: $0, threshold: rule.threshold) }
      ?? ReportedMatch(match, of: .stored, rule.threshold)
    switch rule.standing(at: match.distance, source.state(of: match.entry)) {
    case .match: parts[list, default: ListPart()].add(reported, at: match.distance, shownMax)
    case .lead:
      if leads.total < shownMax { leads.nearest.append(reported) }
      leads.total += 1
    case .negative: suppression.note(match, rule)
    case .nothing: break
    }
  }

  var judgement: Judgement {
    var matches: [ReportedMatch] = []
    var total = 0
    var judgement = Judgement(.success(.unknown(nearest: [])))
    for (list, part) in parts {
      let negative = suppression.nearest(toList: list)
      let end = negative?.distance ?? .max
      matches += part.shown(before: end)
      total += part.count(before: end)
      guard let negative, let lost = part.lost(from: end, to: negative.entry) else { continue }
      if judgement.suppressed == nil { judgement.suppressed = lost } else { judgement.suppressed?.add(lost) }
    }
    if total > 0 {
      matches.sort { $0.isReported(before: $1) }
      judgement.verdict = .success(.known(matches: Array(matches.prefix(shownMax)), total: total))
    }
    judgement.leads = leads
    return judgement
  }

  /// Whether an entry that was found is neither a match nor taken away nor of a negative list.
  func isFree(_ entry: EntryNumber, in source: some MatchSource) -> Bool {
    let (list, rule) = rules.rule(of: entry, in: source)
    return rule.kind != .negative && parts[list]?.has(entry) != true
  }

  /// The threshold that applies to an entry.
  func threshold(of entry: EntryNumber, in source: some MatchSource) -> Threshold {
    rules.rule(of: entry, in: source).rule.threshold
  }
}

/// The matches of one list.
private struct ListPart {
  private var shown: [(match: ReportedMatch, distance: Int)] = []
  /// The first match at each distance, and how many there are.
  private var runs: [(first: ReportedMatch, distance: Int, count: Int)] = []

  mutating func add(_ match: ReportedMatch, at distance: Int, _ shownMax: Int) {
    if shown.count < shownMax { shown.append((match, distance)) }
    if let last = runs.indices.last, runs[last].distance == distance {
      runs[last].count += 1
    } else {
      runs.append((match, distance, 1))
    }
  }

  func shown(before end: Int) -> [ReportedMatch] { shown.filter { $0.distance < end }.map(\.match) }

  func count(before end: Int) -> Int { runs.reduce(0) { $1.distance < end ? $0 + $1.count : $0 } }

  /// What is taken away from a distance on.
  func lost(from end: Int, to suppressor: EntryNumber) -> SuppressedMatches? {
    guard let first = runs.first(where: { $0.distance >= end })?.first else { return nil }
    let count = runs.reduce(0) { $1.distance >= end ? $0 + $1.count : $0 }
    return SuppressedMatches(first: first, suppressor: suppressor, total: count)
  }

  /// Whether it holds an entry, where all are shown.
  func has(_ entry: EntryNumber) -> Bool { shown.contains { $0.match.entry == entry } }
}

extension ReportedMatch {
  init(_ match: HashMatch, of view: PictureView, _ threshold: Threshold) {
    self.init(
      entry: match.entry, method: .hash(distance: match.distance, view: view), threshold: threshold)
  }
}
