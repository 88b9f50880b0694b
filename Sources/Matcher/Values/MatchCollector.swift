/// Gathers everything that was found for one picture and reduces it to what is reported: one entry is one
/// match, by its best method.
///
/// Memory is one match per distinct entry found.
public struct MatchCollector: Sendable {
  /// How many matches the verdict holds at most.
  public let matchCountMax: Int
  private var best: [EntryNumber: ReportedMatch] = [:]
  /// What was found by hashes that say too little for it to count.
  private var gated: [EntryNumber: ReportedMatch] = [:]
  /// What its distance or its state keeps from answering.
  private var leading: [EntryNumber: ReportedMatch] = [:]
  /// What negative lists took away.
  private var suppressed: [EntryNumber: SuppressedMatches] = [:]

  public init(matchCountMax: Int) {
    precondition(matchCountMax > 0, "what is known has a match to show")
    self.matchCountMax = matchCountMax
  }

  /// Adds a match. O(1).
  public mutating func add(_ match: ReportedMatch) { Self.keep(match, in: &best) }

  /// Adds a finding that says too little to count: a lead, unless its entry matches in another way. O(1).
  public mutating func addGated(_ match: ReportedMatch) { Self.keep(match, in: &gated) }

  /// Adds a finding that is beyond its threshold, or whose state does not let it answer `known`: a lead,
  /// unless its entry matches in another way. O(1).
  public mutating func addLead(_ match: ReportedMatch) { Self.keep(match, in: &leading) }

  /// Adds a match that a negative entry took away, unless its entry matches in another way. O(1).
  public mutating func addSuppressed(_ match: ReportedMatch, by suppressor: EntryNumber) {
    if let known = suppressed[match.entry], !match.isBetter(than: known.first) { return }
    suppressed[match.entry] = SuppressedMatches(first: match, suppressor: suppressor)
  }

  private static func keep(_ match: ReportedMatch, in found: inout [EntryNumber: ReportedMatch]) {
    if let known = found[match.entry], !match.isBetter(than: known) { return }
    found[match.entry] = match
  }

  public var hasMatch: Bool { !best.isEmpty }

  /// Whether anything was found by a hash that says too little.
  public var hasGated: Bool { !gated.isEmpty }

  /// The entries that were found and are no matches, `matchCountMax` of them at most. O(n log n).
  public var leads: Leads {
    let leads = gated.merging(leading) { $0.isBetter(than: $1) ? $0 : $1 }.values
      .filter { best[$0.entry] == nil }
    let ordered = leads.sorted { $0.isReported(before: $1) }
    return Leads(nearest: Array(ordered.prefix(matchCountMax)), total: ordered.count)
  }

  /// The matches that negative lists took away; `nil` where they took none. O(n).
  public var suppressedMatches: SuppressedMatches? {
    var all: SuppressedMatches?
    for one in suppressed.values where best[one.first.entry] == nil {
      if all == nil { all = one } else { all?.add(one) }
    }
    return all
  }

  /// Known if there is a match, else unknown. O(n log n).
  public var verdict: Verdict {
    let ordered = best.values.sorted { $0.isReported(before: $1) }
    guard !ordered.isEmpty else { return .unknown(nearest: []) }
    return .known(matches: Array(ordered.prefix(matchCountMax)), total: ordered.count)
  }
}
