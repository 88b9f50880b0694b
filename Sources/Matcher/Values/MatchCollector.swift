/// Gathers everything that was found for one query and reduces it to what is reported: one entry is one
/// match, by its best method.
///
/// Memory is one match per distinct entry found.
public struct MatchCollector: Sendable {
  public let threshold: Threshold
  /// How many matches the verdict holds at most.
  public let matchCountMax: Int
  private var best: [EntryNumber: ReportedMatch] = [:]
  /// What was found by hashes that say too little for it to count.
  private var gated: [EntryNumber: ReportedMatch] = [:]
  /// What its state keeps from answering.
  private var leading: [EntryNumber: ReportedMatch] = [:]

  public init(threshold: Threshold, matchCountMax: Int) {
    precondition(matchCountMax > 0, "what is known has a match to show")
    self.threshold = threshold
    self.matchCountMax = matchCountMax
  }

  /// Adds a finding. Those beyond the threshold are kept for `unknown(nearest:)` alone. O(1).
  public mutating func add(_ match: ReportedMatch) { Self.keep(match, in: &best) }

  /// Adds a finding that says too little to count: a lead, unless its entry matches in another way. O(1).
  public mutating func addGated(_ match: ReportedMatch) { Self.keep(match, in: &gated) }

  /// Adds an entry whose state does not let it answer `known`: a lead, whatever found it. O(1).
  public mutating func addLead(_ match: ReportedMatch) { Self.keep(match, in: &leading) }

  private static func keep(_ match: ReportedMatch, in found: inout [EntryNumber: ReportedMatch]) {
    if let known = found[match.entry], !match.isBetter(than: known) { return }
    found[match.entry] = match
  }

  /// Whether anything found lies within the threshold.
  public var hasMatch: Bool { best.values.contains { $0.isWithin(threshold) } }

  /// Whether anything was found by a hash that says too little.
  public var hasGated: Bool { !gated.isEmpty }

  /// The entries that were found and are no matches, `matchCountMax` of them at most. O(n log n).
  public var leads: Leads {
    let leads = gated.values.filter { best[$0.entry]?.isWithin(threshold) != true }
    let ordered = (leads + leading.values).sorted { $0.isReported(before: $1) }
    return Leads(nearest: Array(ordered.prefix(matchCountMax)), total: ordered.count)
  }

  /// Known if anything lies within the threshold, else unknown. O(n log n).
  ///
  /// `includesNearest`: the nearest entries were asked for, so those beyond the threshold are reported too;
  /// `total` still counts the ones within it.
  public func verdict(includesNearest: Bool = false) -> Verdict {
    let ordered = best.values.sorted { $0.isReported(before: $1) }
    let total = ordered.count { $0.isWithin(threshold) }
    let reported = Array(ordered.prefix(includesNearest ? matchCountMax : min(total, matchCountMax)))
    guard total > 0 else { return .unknown(nearest: includesNearest ? reported : []) }
    return .known(matches: reported, total: total)
  }
}
