import HashCore
import Matcher
import TestSupport
import Testing

@testable import ListStore

/// Who makes an entry answer, and who stops it.
@Suite struct ReviewingTests {
  @Test func distinctReviewersAreCounted() throws {
    let test = try TestStore(.own(quorum: 2))
    #expect(try test.add("1", hash(1)).entry.state == .proposed)
    #expect(try test.review(.confirm, "1", by: "a").entry.state == .proposed)
    let again = try test.review(.confirm, "1", by: "a")
    #expect(again.entry.state == .proposed)
    #expect(!again.hasChanged)
    #expect(try test.review(.confirm, "1", by: "b").entry.state == .confirmed)
  }

  @Test func addingAgainChangesNothing() throws {
    let test = try TestStore(.own())
    #expect(try test.add("1", hash(1)).hasChanged)
    try test.review(.confirm, "1")
    let sequence = try test.store.statistics.sequence
    let again = try test.add("1", hash(1))
    #expect(!again.hasChanged)
    #expect(again.entry.state == .confirmed)
    #expect(try test.store.statistics.sequence == sequence)
  }

  /// Else whoever knows a confirmed id could have any picture answer.
  @Test func aConfirmedEntryTakesNoFurtherHash() throws {
    let test = try TestStore(.own())
    try test.add("1", hash(1))
    try test.review(.confirm, "1")
    let error = #expect(throws: StoreError.self) { try test.add("1", hash(2)) }
    #expect(error?.check == .content)
    #expect(try test.store.entry("1", of: "own").0.content.hashes == [StoredHash(hash(1))])
  }

  @Test func labelsOfOthersAreAddedAndNothingIsOverwritten() throws {
    let test = try TestStore(.own())
    let (site, review) = (Label(scheme: "site", code: "a"), Label(code: "review"))
    try test.add("1", hash(1), [site])
    #expect(try test.add("1", hash(1), [review]).hasChanged)
    #expect(try !test.add("1", hash(1), [site, review]).hasChanged)
    let entry = try test.store.entry("1", of: "own").0
    #expect(entry.labelTexts == ["review", "site:a"])
    #expect(entry.labels.allSatisfy { $0.source == SourcedLabel.own })
  }

  @Test func aDisputeHoldsUntilItIsSettled() throws {
    let test = try TestStore(.own())
    try test.add("1", hash(1))
    try test.review(.confirm, "1")
    #expect(try test.review(.dispute, "1", by: "b").entry.state == .disputed)
    #expect(try test.review(.confirm, "1", by: "c").entry.state == .disputed)
    #expect(try !test.review(.dispute, "1", by: "b").hasChanged)
    #expect(try test.review(.reinstate, "1", by: "d").entry.state == .confirmed)
    #expect(try test.review(.dispute, "1", by: "b").entry.state == .disputed)
  }

  @Test func reinstatingGivesBackWhatTheVotesSay() throws {
    let test = try TestStore(.own(quorum: 2))
    try test.add("1", hash(1))
    try test.review(.confirm, "1", by: "a")
    #expect(try test.review(.withdraw, "1", by: "b").entry.state == .withdrawn)
    #expect(try test.review(.reinstate, "1", by: "c").entry.state == .proposed)
    try test.review(.confirm, "1", by: "b")
    try test.review(.withdraw, "1", by: "b")
    #expect(try test.review(.reinstate, "1", by: "c").entry.state == .confirmed)
  }

  @Test func whatIsWithdrawnStaysSo() throws {
    let test = try TestStore(.own())
    try test.add("1", hash(1))
    try test.review(.withdraw, "1")
    #expect(try !test.review(.withdraw, "1", by: "b").hasChanged)
    for act in [
      { try test.add("1", hash(1)) }, { try test.review(.confirm, "1") },
      {
        try test.review(.dispute, "1")
      },
    ] {
      let error = #expect(throws: StoreError.self) { try act() }
      #expect(error?.check == .state)
    }
    #expect(try test.state("1") == .withdrawn)
  }

  /// A withdrawn entry does not come back under another id.
  @Test func anEqualHashUnderANewIDIsRefused() throws {
    let test = try TestStore(.own(), StoredList(name: "other", kind: .own))
    try test.add("1", hash(1))
    try test.review(.withdraw, "1")
    let error = #expect(throws: StoreError.self) { try test.add("2", hash(1)) }
    #expect(error?.found.contains("'1'") == true)
    #expect(try test.add("2", hash(2)).hasChanged)
    #expect(try test.add("1", hash(1), to: "other").hasChanged, "another list has its own word")
    try test.review(.reinstate, "1")
    #expect(try test.add("3", hash(1)).hasChanged)
  }

  @Test func nothingIsReinstatedThatStands() throws {
    let test = try TestStore(.own())
    try test.add("1", hash(1))
    let error = #expect(throws: StoreError.self) { try test.review(.reinstate, "1") }
    #expect(error?.check == .state)
  }

  @Test func reviewersAndReasonsAreNamed() throws {
    let test = try TestStore(.own())
    try test.add("1", hash(1))
    let wrong = [Review(.confirm, reviewer: " "), Review(.withdraw, reviewer: "a", reason: " ")]
    for (review, check) in zip(wrong, [StoreError.Check.reviewer, .reason]) {
      let error = #expect(throws: StoreError.self) {
        try test.store.review("1", of: "own", review, by: TestStore.author)
      }
      #expect(error?.check == check)
    }
    #expect(try test.state("1") == .proposed)
  }

  @Test func whatIsNotThereIsSaid() throws {
    let test = try TestStore(.own())
    let noEntry = #expect(throws: StoreError.self) { try test.review(.confirm, "1") }
    #expect(noEntry?.check == .entry)
    let noList = #expect(throws: StoreError.self) { try test.add("1", hash(1), to: "none") }
    #expect(noList?.check == .list)
    let nothing = #expect(throws: StoreError.self) {
      try test.store.add(NewEntry(id: "1", content: EntryContent()), to: "own", by: TestStore.author)
    }
    #expect(nothing?.check == .content)
  }

  /// Every state rule that there can be.
  @Test func theStateFollowsFromWhatIsKnown() {
    for said in [EntryState.confirmed, .proposed, .disputed] {
      for count in 0...2 {
        for flags in 0..<4 {
          let rule = StateRule(
            said: said, confirmationCount: count, quorum: 2, isDisputed: flags & 1 == 1,
            isWithdrawn: flags & 2 == 2)
          let answers = said == .confirmed || (said == .proposed && count == 2)
          #expect((rule.state == .confirmed) == (answers && flags == 0))
          #expect((rule.state == .withdrawn) == (flags & 2 == 2))
        }
      }
    }
  }
}
