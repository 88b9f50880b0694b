import Matcher
import Testing

@testable import ListStore

/// What was confirmed says what it said; only a reviewed act gives it other words.
@Suite struct LabellingTests {
  private let test: TestStore

  init() throws {
    test = try TestStore(.own(quorum: 2))
    try test.add("1", hash(1), [Label(code: "a")])
  }

  private func label(_ added: [String], _ removed: [String] = [], reason: String = "r") throws -> ActOutcome {
    let relabelling = Relabelling(
      added: added.map { Label(code: $0) }, removed: removed.map { Label(code: $0) }, reviewer: "anna",
      reason: reason)
    return try test.store.label("1", of: "own", relabelling, by: TestStore.author)
  }

  @Test func whatSomebodyConfirmedTakesNoLabelByTheWay() throws {
    #expect(try test.add("1", hash(1), [Label(code: "b")]).hasChanged)
    try test.review(.confirm, "1", by: "x")
    for state in [EntryState.proposed, .confirmed] {
      #expect(try test.state("1") == state)
      let error = #expect(throws: StoreError.self) { try test.add("1", hash(1), [Label(code: "c")]) }
      #expect(error?.check == .state)
      #expect(try !test.add("1", hash(1), [Label(code: "b")]).hasChanged)
      try test.review(.confirm, "1", by: "y")
    }
  }

  @Test func aReviewedActChangesLabels() throws {
    for reviewer in ["x", "y"] { try test.review(.confirm, "1", by: reviewer) }
    let outcome = try label(["c"], ["a"])
    #expect(outcome.hasChanged && outcome.entry.labelTexts == ["c"])
    #expect(outcome.entry.state == .confirmed)
    #expect(try !label(["c"], ["a"]).hasChanged)
    #expect(throws: StoreError.self) { try label(["d"], reason: " ") }
    var acts: [String] = []
    try test.store.forEachAuditLine(of: ("own", "1")) { acts.append("\($0.act) \($0.reviewer)") }
    #expect(acts.last == "label anna")
    #expect(try test.store.check() == 1)
  }

  @Test func onePersonIsOneHoweverTheNameIsWritten() throws {
    for name in ["Anna", " anna", "ANNA  ", "anna\t"] { try test.review(.confirm, "1", by: name) }
    #expect(try test.state("1") == .proposed)
    #expect(try test.store.entry("1", of: "own").1.confirmationCount == 1)
    try test.review(.confirm, "1", by: "Anna B")
    #expect(try test.state("1") == .confirmed)
    #expect(try test.store.check() == 1)
  }
}
