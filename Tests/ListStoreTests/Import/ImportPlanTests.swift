import HashCore
import Matcher
import Testing

@testable import ListStore

/// What an import will do is found out while others go on; what they did meanwhile counts.
@Suite struct ImportPlanTests {
  private let test: TestStore

  init() throws {
    test = try TestStore(StoredList(name: "partner", kind: .official), .own())
  }

  private func staged(_ lines: String) throws -> StagedImport {
    let staged = try StagedImport(for: test.store)
    var rest = [Array(lines.utf8)]
    _ = try staged.read(name: "", format: "text") { rest.popLast() ?? [] }
    return staged
  }

  private func take(
    _ lines: String, _ mode: ImportMode = .merge, confirming withdrawals: Int? = nil,
    while others: (Int) throws -> Void = { _ in }
  ) throws -> ImportDifference {
    var planCount = 0
    let confirmed = ConfirmedCounts(withdrawals: withdrawals)
    return try test.store.take(
      try staged(lines), into: "partner", mode, confirmed, by: TestStore.author
    ) { _ in
      planCount += 1
      do { try others(planCount) } catch { Issue.record(error) }
    }
  }

  private func line(_ id: String, _ number: Int) -> String { "pdq:\(hash(number))\t\(id)\n" }

  /// Another process withdraws what the file brings again, between the plan and its time.
  @Test func whatOthersDoMeanwhileIsNotUndone() throws {
    let lines = line("1", 1) + line("2", 2)
    _ = try take(line("1", 1))
    let other = try ListStore(opening: test.store.path)
    let review = Review(.withdraw, reviewer: "a", reason: "a test")
    var plans = 0
    let taken = try take(lines) { count in
      plans = count
      if count == 1 { _ = try other.review("1", of: "partner", review, by: TestStore.author) }
    }
    #expect(plans == 2 && taken.heldBack == 1 && taken.added == 1)
    #expect(try test.state("1", in: "partner") == .withdrawn)
    #expect(try test.store.check() == 2)
  }

  /// What others do to other lists changes nothing of what the import does.
  @Test func otherListsAreOtherLists() throws {
    let other = try ListStore(opening: test.store.path)
    let entry = NewEntry(id: "x", content: EntryContent(hashes: [StoredHash(hash(100))]))
    var plans = 0
    let taken = try take(line("1", 1) + line("2", 2)) { count in
      plans = count
      _ = try other.add(entry, to: "own", by: TestStore.author)
    }
    #expect(plans == 1 && taken.added == 2)
    #expect(try test.store.check() == 3)
  }

  /// Somebody who changes the list all the time does not keep an import from ever taking effect.
  @Test func inTheEndOthersWait() throws {
    let other = try ListStore(opening: test.store.path)
    var plans = 0
    let taken = try take(line("1", 1)) { count in
      plans = count
      let content = EntryContent(hashes: [StoredHash(hash(100 + count))])
      let entry = NewEntry(id: "by-hand-\(count)", content: content)
      _ = try other.add(entry, to: "partner", by: TestStore.author)
    }
    #expect(plans == 3 && taken.added == 1)
    #expect(try test.store.check() == 4)
  }

  /// What a file withdraws it does not bring back under another id, wherever it stands.
  @Test func whatAFileWithdrawsItDoesNotBring() throws {
    _ = try take(line("b", 1) + line("d", 2) + line("f", 3))
    let lines = line("a", 7) + line("c", 1) + line("e", 2) + line("f", 1)
    let taken = try take(lines, .replace, confirming: 2)
    #expect(taken.added == 1 && taken.withdrawn == 2 && taken.changed == 0)
    #expect(taken.refusals == ["equal to a withdrawn entry": 3])
    #expect(try test.store.check() == 4)
  }

  /// The lock is held for what is written alone: with nothing to write, for next to nothing.
  @Test func aPlanOfNothingWritesTheImportAlone() throws {
    let lines = (0..<50).map { line("\($0)", $0) }.joined()
    #expect(try take(lines).added == 50)
    let again = try take(lines)
    #expect(again.changeCount == 0 && again.unchanged == 50)
    #expect(try test.store.statistics.sequence == 52)
  }
}
