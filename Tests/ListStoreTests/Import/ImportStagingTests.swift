import Foundation
import GRDB
import HashCore
import Matcher
import TestSupport
import Testing

@testable import ListStore

/// What an import writes before it takes effect is in nobody's sight, and in nobody's way.
@Suite struct ImportStagingTests {
  private let test: TestStore
  private let other: ListStore

  init() throws {
    test = try TestStore(StoredList(name: "partner", kind: .official), .own())
    other = try ListStore(opening: test.store.path)
  }

  private func staged(_ numbers: Range<Int>) throws -> StagedImport {
    let staged = try StagedImport(for: test.store)
    var rest = [Array(numbers.map { "pdq:\(hash($0))\t\($0)\tx\ta:1\n" }.joined().utf8)]
    _ = try staged.read(name: "", format: "text") { rest.popLast() ?? [] }
    return staged
  }

  @discardableResult private func take(
    _ numbers: Range<Int>, while others: () throws -> Void = {}
  ) throws -> ImportDifference {
    try test.store.take(
      try staged(numbers), into: "partner", .merge, ConfirmedCounts(), by: TestStore.author
    ) { _ in
      do { try others() } catch { Issue.record(error) }
    }
  }

  private func rowCount() throws -> Int {
    try test.store.queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM entry_rows") ?? 0 }
  }

  @Test func nobodySeesWhatIsNotPublished() throws {
    let reader = StoreReader(other, honoured: .all)
    try take(0..<300) { try checkUnseen(reader) }
    #expect(try reader.index().entryCount == 300)
    #expect(try other.check() == 300)
  }

  private func checkUnseen(_ reader: StoreReader) throws {
    #expect(try rowCount() == 300, "it is written")
    #expect(try other.statistics.lists.allSatisfy { $0.entryCount == 0 })
    #expect(try other.statistics.sequence == 2)
    #expect(try reader.index().entryCount == 0)
    #expect(throws: StoreError.self) { try other.entry("1", of: "partner") }
    #expect(try other.compile(by: TestStore.author).entryCount == 0)
    #expect(try other.check() == 0)
  }

  /// A withdrawal in the same list, a new entry under an id that the import brings too, one in another list.
  @Test func othersWorkMeanwhile() throws {
    try take(0..<10)
    var isFirst = true
    let taken = try take(0..<400) {
      if isFirst { try workOfOthers() }
      isFirst = false
    }
    #expect(taken.added == 389 && taken.heldBack == 1 && taken.changed == 1)
    #expect(try test.state("3", in: "partner") == .withdrawn)
    #expect(try test.store.entry("200", of: "partner").0.content.hashes == [StoredHash(hash(200))])
    #expect(try test.store.check() == 401)
    #expect(try rowCount() == 401, "nothing is left of the first plan")
  }

  private func workOfOthers() throws {
    let review = Review(.withdraw, reviewer: "a", reason: "a test")
    _ = try other.review("3", of: "partner", review, by: TestStore.author)
    for list in ["partner", "own"] {
      let content = EntryContent(hashes: [StoredHash(hash(1000))])
      _ = try other.add(NewEntry(id: "200", content: content), to: list, by: TestStore.author)
    }
  }

  /// What a killed import left is in nobody's sight, and the next import into the list takes it away.
  @Test func whatAKilledImportLeftGoes() throws {
    let store = test.store
    let staged = try staged(0..<250)
    let plan = try store.read { tables in
      let list = try tables.list(named: "partner")
      let walk = ImportWalk(staged: staged, tables: tables, list: list, mode: .merge, index: nil)
      return try ImportPlan(walk, ConfirmedCounts(), in: store.folder)
    }
    _ = try store.stage(plan, by: TestStore.author)
    #expect(try rowCount() == 250)
    #expect(try store.check() == 0)
    let (copy, again) = (test.folder.path("copy"), test.folder.path("again"))
    try store.backUp(to: copy, by: TestStore.author)
    #expect(try ListStore.restore(from: copy, to: again, by: TestStore.author).check() == 0)
    #expect(try take(100..<110).added == 10)
    #expect(try rowCount() == 10)
    #expect(try store.check() == 10)
  }

  @Test func oneAtATimeImportsIntoAList() throws {
    try take(0..<5) { try importMeanwhile() }
    #expect(try take(5..<6).added == 1)
  }

  private func importMeanwhile() throws {
    let entry = try staged(5..<6)
    let error = #expect(throws: StoreError.self) {
      try other.take(entry, into: "partner", .merge, by: TestStore.author)
    }
    #expect(error?.check == .free)
    #expect(try other.take(entry, into: "own", .merge, by: TestStore.author).added == 1)
  }

  /// As many rows as take a tenth of a second, whatever the machine, from few on.
  @Test func thePaceFollowsTheMachine() {
    var pace = WritePace()
    for _ in 0..<20 { pace.run { $0() } }
    #expect(pace.rowCount == 20_000)
    pace.run { begins in
      begins()
      let end = ContinuousClock.now + .milliseconds(400)
      while ContinuousClock.now < end {}
    }
    #expect((4000...5000).contains(pace.rowCount), "\(pace.rowCount)")
  }
}
