/// How each list of a source judges what is found: which threshold applies, and whose matches a list takes
/// away.
///
///     distance  0 ........ threshold ........ near threshold ........ 256
///     confirmed |--- match ----|------- lead -------|---- nothing ------|
///     disputed  |--------------- lead --------------|---- nothing ------|
///     negative  |- takes away -|---------------- nothing ---------------|
public struct JudgingRules: Sendable {
  /// What applies in one list.
  public struct Rule: Hashable, Sendable {
    /// The largest distance of a match, inclusive.
    public let threshold: Threshold
    /// The largest distance of a lead; none where it is not above the threshold.
    public let nearThreshold: Threshold
    public let kind: IndexList.Kind
    /// The places of the lists whose matches a negative list takes away; `nil`: of all.
    let suppressed: Set<Int>?

    /// Beyond it, nothing of the list says anything.
    fileprivate var reach: Threshold { kind == .negative ? threshold : max(threshold, nearThreshold) }
  }

  /// What a finding is, by its distance and by what the list says of its entry.
  public enum Standing: Hashable, Sendable {
    case match, lead
    /// Takes matches of other lists away.
    case negative
    case nothing
  }

  /// One a list; empty where one holds for all.
  private let rules: [Rule]
  private let common: Rule
  /// How far a search has to look.
  public let reach: Threshold
  /// How far matches lie at most.
  public let matchReach: Threshold
  public let hasNegativeLists: Bool

  /// - Parameter lists: the source's `ruledLists`.
  public init(_ lists: [IndexList], threshold: ThresholdChoice, nearThreshold: ThresholdChoice) {
    common = Rule(
      threshold: threshold.applied(to: nil), nearThreshold: nearThreshold.applied(to: nil), kind: .official,
      suppressed: nil)
    let places = Dictionary(
      lists.enumerated().map { (Array($1.name.utf8), $0) }, uniquingKeysWith: { first, _ in first })
    rules = lists.map { list in
      var suppressed: Set<Int>?
      if case .lists(let names) = list.suppression {
        suppressed = Set(names.compactMap { places[Array($0.utf8)] })
      }
      return Rule(
        threshold: threshold.applied(to: list.threshold),
        nearThreshold: nearThreshold.applied(to: list.nearThreshold), kind: list.kind,
        suppressed: suppressed)
    }
    reach = rules.map(\.reach).max() ?? common.reach
    matchReach = rules.map(\.threshold).max() ?? common.threshold
    hasNegativeLists = rules.contains { $0.kind == .negative }
  }

  /// The place of an entry's list, and what applies there. O(log lists), and O(1) where all lists are alike.
  public func rule(of entry: EntryNumber, in source: some MatchSource) -> (list: Int, rule: Rule) {
    guard !rules.isEmpty, let list = source.listNumber(of: entry) else { return (0, common) }
    return (list, rule(ofList: list))
  }

  /// What applies in the list at this place.
  func rule(ofList place: Int) -> Rule { rules.indices.contains(place) ? rules[place] : common }
}

extension JudgingRules.Rule {
  /// - Parameter distance: 0 where a digest is equal.
  public func standing(at distance: Int, _ state: EntryState) -> JudgingRules.Standing {
    guard state != .withdrawn else { return .nothing }
    if kind == .negative {
      return state == .confirmed && distance <= threshold.distanceMax ? .negative : .nothing
    }
    if distance <= threshold.distanceMax { return state == .confirmed ? .match : .lead }
    return distance <= nearThreshold.distanceMax ? .lead : .nothing
  }
}
