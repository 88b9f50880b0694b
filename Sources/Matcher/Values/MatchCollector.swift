import HashCore

/// Gathers everything that was found for one query and reduces it to what is reported: one entry is one
/// match, by its best method.
///
/// Memory is one record per distinct entry found.
public struct MatchCollector: Sendable {
  public let threshold: Threshold
  /// How many matches the verdict holds at most.
  public let matchCountMax: Int
  private var best: [EntryNumber: ReportedMatch] = [:]

  public init(threshold: Threshold, matchCountMax: Int) {
    precondition(matchCountMax >= 0, "matchCountMax is negative")
    self.threshold = threshold
    self.matchCountMax = matchCountMax
  }

  /// Adds a finding. Those beyond the threshold are kept for `unknown(nearest:)` alone. O(1).
  public mutating func add(_ match: ReportedMatch) {
    if let known = best[match.entry], !match.isBetter(than: known) { return }
    best[match.entry] = match
  }

  public mutating func add(
    entry: EntryNumber, method: MatchMethod, distance: Int? = nil,
    orientation: Orientation = .original, background: Background = .ignored
  ) {
    add(
      ReportedMatch(
        entry: entry, method: method, distance: distance, orientation: orientation, background: background))
  }

  /// Whether anything found lies within the threshold.
  public var hasMatch: Bool { best.values.contains(where: isWithin) }

  /// Known if anything lies within the threshold, else unknown. O(n log n).
  ///
  /// `includesNearest`: the nearest entries were asked for, so those beyond the threshold are reported too;
  /// `total` still counts the ones within it.
  public func verdict(includesNearest: Bool = false) -> Verdict {
    let ordered = best.values.sorted { $0.isReported(before: $1) }
    let total = ordered.count(where: isWithin)
    let reported = Array(ordered.prefix(includesNearest ? matchCountMax : min(total, matchCountMax)))
    guard total > 0 else { return .unknown(nearest: includesNearest ? reported : []) }
    return .known(grade: ordered[0].grade, matches: reported, total: total)
  }

  private func isWithin(_ match: ReportedMatch) -> Bool { (match.distance ?? 0) <= threshold.distanceMax }
}
