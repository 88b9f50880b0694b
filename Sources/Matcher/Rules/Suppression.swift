/// What negative entries near one query take away: in each list, the matches that are no nearer than they.
public struct Suppression: Sendable {
  /// The nearest negative entry that takes matches of all lists away.
  private var ofAll: HashMatch?
  /// The nearest of those that name a list, by the list's place.
  private var ofLists: [Int: HashMatch] = [:]

  public init() {}

  public var isEmpty: Bool { ofAll == nil && ofLists.isEmpty }

  /// Takes a negative entry into account.
  ///
  /// - Parameters:
  ///   - entry: within its own list's threshold; at 0 where a digest is equal.
  ///   - rule: what applies in its list.
  public mutating func note(_ entry: HashMatch, _ rule: JudgingRules.Rule) {
    guard let lists = rule.suppressed else {
      ofAll = min(ofAll ?? entry, entry)
      return
    }
    for list in lists { ofLists[list] = min(ofLists[list] ?? entry, entry) }
  }

  /// The nearest negative entry for a list: matches of the list that are no nearer are taken away by it.
  public func nearest(toList list: Int) -> HashMatch? {
    guard let named = ofLists[list] else { return ofAll }
    return min(named, ofAll ?? named)
  }

  /// The negative entry that takes a match away; `nil` where it stands.
  public func suppressor(of match: HashMatch, ofList list: Int) -> EntryNumber? {
    nearest(toList: list).flatMap { $0.distance <= match.distance ? $0.entry : nil }
  }
}

/// Matches that negative lists took away: told beside the verdict, never silent.
public struct SuppressedMatches: Hashable, Sendable {
  /// The first of them in report order.
  public var first: ReportedMatch
  /// The negative entry that took it away.
  public var suppressor: EntryNumber
  /// How many entries they are.
  public var total: Int

  public init(first: ReportedMatch, suppressor: EntryNumber, total: Int = 1) {
    self.first = first
    self.suppressor = suppressor
    self.total = total
  }

  /// Takes others of the same query into account, of other entries.
  public mutating func add(_ other: SuppressedMatches) {
    total += other.total
    if other.first.isReported(before: first) { (first, suppressor) = (other.first, other.suppressor) }
  }
}
