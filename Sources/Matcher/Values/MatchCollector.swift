/// Gathers everything that was found for one query and reduces it to what is reported: one entry is one
/// match, by its best method.
///
/// Memory is one match per distinct entry found.
public struct MatchCollector: Sendable {
  public let threshold: Threshold
  /// How many matches the verdict holds at most.
  public let matchCountMax: Int
  private var best: [EntryNumber: ReportedMatch] = [:]

  public init(threshold: Threshold, matchCountMax: Int) {
    precondition(matchCountMax > 0, "what is known has a match to show")
    self.threshold = threshold
    self.matchCountMax = matchCountMax
  }

  /// Adds a finding. Those beyond the threshold are kept for `unknown(nearest:)` alone. O(1).
  public mutating func add(_ match: ReportedMatch) {
    if let known = best[match.entry], !match.isBetter(than: known) { return }
    best[match.entry] = match
  }

  /// Whether anything found lies within the threshold.
  public var hasMatch: Bool { best.values.contains { $0.isWithin(threshold) } }

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
