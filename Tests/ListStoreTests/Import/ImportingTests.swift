import Foundation
import HashCore
import ListFormats
import Matcher
import TestSupport
import Testing

@testable import ListStore

/// What files change in a list, and what they cannot.
@Suite struct ImportingTests {
  private func staged(_ texts: String..., for test: TestStore, chunk: Int = 1 << 20) throws -> StagedImport {
    let staged = try StagedImport(for: test.store)
    for text in texts {
      var rest = Array(text.utf8)[...]
      let format = try staged.read(name: "list.tsv", format: nil) {
        defer { rest = rest.dropFirst(chunk) }
        return Array(rest.prefix(chunk))
      }
      #expect(format == ImporterRegistry.importers[0].name)
    }
    return staged
  }

  @discardableResult private func take(
    _ text: String, _ mode: ImportMode = .merge, into list: String = "partner", in test: TestStore,
    confirming count: Int? = nil
  ) throws -> ImportDifference {
    let staged = try staged(text, for: test)
    let told = try test.store.difference(of: staged, to: list, mode)
    let taken = try test.store.take(staged, into: list, mode, confirming: count, by: TestStore.author)
    #expect(told == taken, "what was told is what was done")
    return taken
  }

  private static let partner = StoredList(name: "partner", kind: .official)

  /// A line of a list: hash `number` under the id `id`.
  private func line(_ id: String, _ number: Int, _ labels: String = "a:1") -> String {
    "pdq:\(hash(number))\t\(id)\tx\t\(labels)\n"
  }

  @Test func officialEntriesAreConfirmedAndOurOwnProposed() throws {
    let test = try TestStore(Self.partner, .own())
    #expect(try take(line("1", 1) + line("2", 2), in: test).words == "+2 -0 ~0, unchanged 0")
    #expect(try test.state("1", in: "partner") == .confirmed)
    try take(line("1", 1), into: "own", in: test)
    #expect(try test.state("1") == .proposed)
    #expect(try test.store.entry("1", of: "partner").0.labelTexts == ["a:1"])
    #expect(try test.store.check() == 3)
  }

  @Test func theSameFileAgainChangesNothing() throws {
    let test = try TestStore(Self.partner)
    let text = (0..<50).map { line("\($0)", $0) }.joined()
    #expect(try take(text, in: test).added == 50)
    let sequence = try test.store.statistics.sequence
    #expect(sequence == 51, "each entry has a number of its own")
    let again = try take(text, in: test)
    #expect(again.changeCount == 0)
    #expect(again.unchanged == 50)
    #expect(try test.store.statistics.sequence == sequence)
  }

  @Test func whatIsNewChangedTheSameAndGoneIsTold() throws {
    let test = try TestStore(Self.partner)
    try take((0..<20).map { line("\($0)", $0) }.joined(), in: test)
    let text =
      (1..<20).map { line("\($0)", $0 == 3 ? 90 : $0, $0 == 4 ? "b" : "a:1") }.joined() + line("new", 70)
    let merged = try take(text, in: test)
    #expect(merged.words == "+1 -0 ~2, unchanged 18")
    #expect(merged.examples.changed == ["3", "4"])
    #expect(try test.state("0", in: "partner") == .confirmed, "absence says nothing where files are merged")
    let replaced = try take(text, .replace, in: test)
    #expect(replaced.words == "+0 -1 ~0, unchanged 20")
    #expect(try test.state("0", in: "partner") == .withdrawn)
    #expect(try test.store.entry("3", of: "partner").0.content.hashes == [StoredHash(hash(90))])
    #expect(try test.store.entry("4", of: "partner").0.labelTexts == ["b"])
    #expect(try test.store.check() == 21)
  }

  /// The heart of it: yesterday's file brings nothing back, under whatever id.
  @Test func whatWasWithdrawnStaysSo() throws {
    let test = try TestStore(Self.partner)
    let text = line("1", 1) + line("2", 2)
    try take(text, in: test)
    try test.review(.withdraw, "1", in: "partner")
    let again = try take(text, in: test)
    #expect(again.heldBack == 1)
    #expect(again.words == "+0 -0 ~0, withdrawn here 1, unchanged 1")
    #expect(try take(line("other", 1), in: test).refusals == ["equal to a withdrawn entry": 1])
    #expect(try test.state("1", in: "partner") == .withdrawn)
    try take(text, .replace, in: test)
    #expect(try test.state("1", in: "partner") == .withdrawn)
    try test.review(.reinstate, "1", in: "partner")
    #expect(try test.state("1", in: "partner") == .confirmed)
    #expect(try take(text, in: test).unchanged == 2)
  }

  /// What a wrong file withdrew comes back together, and nothing else does.
  @Test func whatAnImportWithdrewCanBeUndone() throws {
    let test = try TestStore(Self.partner)
    try take((0..<20).map { line("\($0)", $0) }.joined(), in: test)
    try test.review(.withdraw, "0", in: "partner")
    let text = (2..<18).map { line("\($0)", $0) }.joined()
    try take(text, .replace, in: test, confirming: 3)
    #expect(try test.store.lastImport(into: "partner") == 2)
    #expect(try test.store.entriesWithdrawn(byImport: 1, of: "partner").isEmpty)
    #expect(throws: StoreError.self) { try test.store.entriesWithdrawn(byImport: 3, of: "partner") }
    let ids = try test.store.entriesWithdrawn(byImport: 2, of: "partner")
    #expect(ids == ["1", "18", "19"])
    try take(text, in: test)
    #expect(try test.store.lastImport(into: "partner") == 3)
    #expect(try test.store.entriesWithdrawn(byImport: 3, of: "partner").isEmpty, "it changed nothing")
    let review = Review(.reinstate, reviewer: "a", reason: "the wrong file")
    #expect(throws: StoreError.self) {
      try test.store.review(["1", "5"], of: "partner", review, by: TestStore.author)
    }
    #expect(try test.state("1", in: "partner") == .withdrawn, "all or none")
    _ = try test.store.review(ids, of: "partner", review, by: TestStore.author)
    #expect(try ids.allSatisfy { try test.state($0, in: "partner") == .confirmed })
    #expect(try test.state("0", in: "partner") == .withdrawn)
    #expect(try test.store.entriesWithdrawn(byImport: 2, of: "partner").isEmpty)
    #expect(try test.store.check() == 20)
  }

  @Test func removedEntriesAreWithdrawn() throws {
    let test = try TestStore(Self.partner)
    try take(line("1", 1) + line("2", 2), in: test)
    #expect(try take(line("2", 2) + line("3", 3), .remove, in: test).withdrawn == 1)
    #expect(try test.state("2", in: "partner") == .withdrawn)
    #expect(try take(line("2", 2), in: test).heldBack == 1)
  }

  @Test func aReplacementThatWithdrawsMuchIsAskedFor() throws {
    let test = try TestStore(Self.partner)
    try take((0..<10).map { line("\($0)", $0) }.joined(), in: test)
    let kept = (0..<8).map { line("\($0)", $0) }.joined()
    for count in [nil, 1] {
      let error = #expect(throws: StoreError.self) { try take(kept, .replace, in: test, confirming: count) }
      #expect(error?.check == .importing)
      #expect(error?.expected.contains("--confirm-withdrawals 2") == true)
    }
    #expect(try test.store.statistics.lists[0].countByState[.confirmed] == 10)
    #expect(try take(kept, .replace, in: test, confirming: 2).withdrawn == 2)
  }

  /// A file that says of itself how many entries it has, and has another number, is not the whole list.
  @Test func aFileThatContradictsItselfReplacesNothing() throws {
    let test = try TestStore(StoredList(name: "partner", kind: .official))
    func page(_ count: Int) throws -> StagedImport {
      let entry = "{\"signalType\":\"ImagePDQ\",\"hashValue\":\"\(hash(1))\",\"hashStatus\":\"Active\"}"
      let staged = try StagedImport(for: test.store)
      var rest = [Array("{\"count\":\(count),\"hashRecords\":[\(entry)]}".utf8)]
      _ = try staged.read(name: "", format: "stopncii") { rest.popLast() ?? [] }
      return staged
    }
    let error = #expect(throws: StoreError.self) {
      try test.store.take(try page(2), into: "partner", .replace, by: TestStore.author)
    }
    #expect(error?.check == .importing)
    #expect(try test.store.take(try page(2), into: "partner", .merge, by: TestStore.author).added == 1)
    #expect(try test.store.take(try page(1), into: "partner", .replace, by: TestStore.author).unchanged == 1)
  }

  /// What people put on a list by hand is in no file, and stays.
  @Test func whatWasAddedByHandIsNotReplaced() throws {
    let test = try TestStore(.own())
    try test.add("mine", hash(9))
    try test.review(.confirm, "mine")
    try take((0..<20).map { line("\($0)", $0 + 20) }.joined(), .replace, into: "own", in: test)
    #expect(try test.state("mine") == .confirmed)
  }

  /// People confirmed the hash and the labels that the entry had.
  @Test func anotherHashOrLabelHasToBeConfirmedAnew() throws {
    let test = try TestStore(.own())
    try take(line("1", 1), into: "own", in: test)
    try test.review(.confirm, "1")
    try take(line("1", 1, "b"), into: "own", in: test)
    #expect(try test.state("1") == .proposed, "another label")
    try test.review(.confirm, "1")
    try take(line("1", 1, "b"), into: "own", in: test)
    #expect(try test.state("1") == .confirmed, "the same again")
    try take(line("1", 2), into: "own", in: test)
    #expect(try test.state("1") == .proposed)
    #expect(try test.review(.confirm, "1").entry.state == .confirmed)
    #expect(try test.store.check() == 1)
  }

  /// Several files, several records of one id, in whatever order and pieces: one import.
  @Test(arguments: [1, 7, 64, 1 << 20]) func filesAreTakenTogether(chunk: Int) throws {
    let test = try TestStore(Self.partner)
    let first = line("b", 2) + line("a", 1) + "md5:00112233445566778899aabbccddeeff\ta\tx\tc\n"
    let staged = try staged(first, line("a", 3) + "pdq:zz\tbad\n", for: test, chunk: chunk)
    let difference = try test.store.take(staged, into: "partner", .merge, by: TestStore.author)
    #expect(difference.added == 2)
    #expect(difference.refusedCount == 1)
    let entry = try test.store.entry("a", of: "partner").0
    #expect(Set(entry.content.hashes) == [StoredHash(hash(1)), StoredHash(hash(3))])
    #expect(entry.content.digests.count == 1)
    #expect(entry.labelTexts == ["c", "a:1"])
  }

  @Test func anImportIsOneLineOfTheLog() throws {
    let test = try TestStore(Self.partner)
    try take(line("1", 1) + line("2", 2), in: test)
    var lines: [AuditLine] = []
    try test.store.forEachAuditLine { lines.append($0) }
    #expect(lines.last?.act == .import)
    #expect(lines.last?.reason == "merge: +2 -0 ~0, unchanged 0")
    #expect(try test.store.verifyAudit() == 3)
  }

  /// What is told changes nothing; and a process that is killed leaves nothing of what it sorted.
  @Test func tellingChangesNothing() throws {
    let test = try TestStore(Self.partner)
    let staged = try staged(line("1", 1), for: test)
    #expect(try test.store.difference(of: staged, to: "partner", .replace).added == 1)
    #expect(try test.store.statistics.sequence == 1)
    let names = try FileManager.default.contentsOfDirectory(atPath: test.store.path)
    #expect(names.allSatisfy { $0.hasPrefix("lists.sqlite") }, "\(names)")
  }

  @Test func aReaderSeesImportsAndWhatTheyWithdrew() throws {
    let test = try TestStore(Self.partner)
    let reader = StoreReader(try ListStore(opening: test.store.path), honoured: [.entryStates])
    try take((0..<30).map { line("\($0)", $0) }.joined(), in: test)
    try test.store.compile(by: TestStore.author)
    try take((1..<30).map { line("\($0)", $0) }.joined() + line("new", 40), .replace, in: test)
    let index = try reader.index()
    #expect(index.generation == 1)
    #expect(index.entryCount == 30)
    for (number, isListed) in [(0, false), (1, true), (40, true)] {
      let found = try index.containsMatch(for: hash(number), within: .standard, engine: .auto)
      #expect(found == isListed, "\(number)")
    }
  }

  @Test func recordsKeepEverything() {
    let record = ImportedRecord(
      id: "é", hashes: [hash(1), hash(2)], digests: EntriesTests.content.digests,
      foreignHashes: [.init(kind: "k", value: "v"), .init(kind: "", value: "")],
      labels: [ImportedLabel(scheme: "s", version: nil, code: "c:@%", jurisdiction: "j")],
      state: .withdrawn, stateWord: "Gone", updated: SourceTime(seconds: -5))
    let bytes = Data(RecordCoding.encoded(record))
    #expect(RecordCoding.decoded(bytes) == record)
    #expect(
      RecordCoding.decoded(Data(RecordCoding.encoded(ImportedRecord(id: "")))) == ImportedRecord(id: ""))
    for count in 0..<bytes.count { #expect(RecordCoding.decoded(bytes.prefix(count)) == nil, "\(count)") }
  }
}
