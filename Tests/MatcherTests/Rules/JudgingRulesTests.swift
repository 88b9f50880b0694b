import HashCore
import Testing

@testable import Matcher

/// Which threshold applies, and what a finding is by it.
@Suite struct JudgingRulesTests {
  private static func threshold(_ distance: Int?) -> Threshold? { distance.flatMap { Threshold($0) } }

  private func rules(
    _ lists: [IndexList], asked: Int? = nil, near: Int? = nil, standardNear: Int = 48
  ) -> JudgingRules {
    JudgingRules(
      lists, threshold: ThresholdChoice(Self.threshold(asked), standard: .standard),
      nearThreshold: ThresholdChoice(Self.threshold(near), standard: Threshold(standardNear)!))
  }

  @Test func whatIsAskedForComesBeforeTheListsOwnAndThatBeforeTheStandard() {
    let choices = [(nil, nil, 31), (nil, 9, 9), (5, nil, 5), (5, 9, 5), (0, 9, 0)] as [(Int?, Int?, Int)]
    for (asked, own, applied) in choices {
      let choice = ThresholdChoice(Self.threshold(asked), standard: .standard)
      #expect(choice.applied(to: Self.threshold(own)).distanceMax == applied)
    }
  }

  @Test func aSearchLooksAsFarAsAnyListSays() {
    let wide = IndexList(name: "wide", threshold: Threshold(60)!)
    let narrow = IndexList(name: "narrow", threshold: Threshold(4)!, nearThreshold: Threshold(0)!)
    let negative = IndexList(name: "negative", kind: .negative, nearThreshold: Threshold(200)!)
    #expect(rules([]).reach.distanceMax == 48)
    #expect(rules([], near: 0).reach.distanceMax == 31)
    #expect(rules([narrow]).reach.distanceMax == 4)
    #expect(rules([narrow, wide]).reach.distanceMax == 60)
    #expect(rules([narrow, negative]).reach.distanceMax == 31, "negative lists have no leads")
    #expect(rules([narrow, wide], asked: 3, near: 0).reach.distanceMax == 3)
    #expect(rules([narrow, wide], standardNear: 100).matchReach.distanceMax == 60)
  }

  private func standing(
    _ distance: Int, _ state: EntryState, _ kind: IndexList.Kind = .own, near: Int = 48
  ) throws -> JudgingRules.Standing {
    let list = IndexList(name: "l", kind: kind, threshold: Threshold(20)!, nearThreshold: Threshold(near)!)
    let index = try IndexFeed.index(honoured: .all) { feed in
      try feed.beginList(list)
      try feed.beginEntry("e", labels: [], state: .confirmed)
      try feed.add(PDQHash(words: (1, 2, 3, 4)))
    }
    let rules = rules(index.ruledLists)
    return rules.rule(of: EntryNumber(rawValue: 0), in: index).rule.standing(at: distance, state)
  }

  @Test func aFindingIsWhatItsDistanceAndItsStateSay() throws {
    for (distance, confirmed, doubted) in [
      (0, .match, .lead), (20, .match, .lead), (21, .lead, .lead), (48, .lead, .lead),
      (49, .nothing, .nothing),
    ] as [(Int, JudgingRules.Standing, JudgingRules.Standing)] {
      #expect(try standing(distance, .confirmed) == confirmed, "\(distance)")
      #expect(try standing(distance, .disputed) == doubted, "\(distance)")
      #expect(try standing(distance, .proposed) == doubted, "\(distance)")
      #expect(try standing(distance, .withdrawn) == .nothing, "\(distance)")
    }
    #expect(try standing(21, .confirmed, near: 0) == .nothing)
    #expect(try standing(20, .confirmed, near: 0) == .match)
  }

  @Test func onlyWhatIsConfirmedTakesAway() throws {
    #expect(try standing(20, .confirmed, .negative) == .negative)
    #expect(try standing(21, .confirmed, .negative) == .nothing)
    for state in [EntryState.proposed, .disputed, .withdrawn] {
      #expect(try standing(0, state, .negative) == .nothing)
    }
  }

  @Test func aNegativeEntryTakesAwayWhatIsNoNearer() {
    let named = IndexList(name: "n", kind: .negative, suppression: .lists(["a"]))
    let all = IndexList(name: "o", kind: .negative)
    let rules = rules([IndexList(name: "a"), IndexList(name: "b"), named, all])
    func match(_ entry: UInt32, _ distance: Int) -> HashMatch {
      HashMatch(entry: EntryNumber(rawValue: entry), distance: distance)
    }
    var suppression = Suppression()
    suppression.note(match(7, 5), rules.rule(ofList: 2))
    #expect(suppression.suppressor(of: match(1, 4), ofList: 0) == nil)
    #expect(suppression.suppressor(of: match(1, 5), ofList: 0)?.rawValue == 7)
    #expect(suppression.suppressor(of: match(1, 5), ofList: 1) == nil, "a list that it does not name")
    suppression.note(match(9, 4), rules.rule(ofList: 3))
    suppression.note(match(8, 4), rules.rule(ofList: 3))
    #expect(suppression.suppressor(of: match(1, 4), ofList: 0)?.rawValue == 8)
    #expect(suppression.suppressor(of: match(1, 30), ofList: 1)?.rawValue == 8)
    #expect(suppression.suppressor(of: match(1, 3), ofList: 1) == nil)
  }
}
