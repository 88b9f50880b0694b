import ContentDigests
import HashCore
import ListFormats
import Matcher
import Testing

@testable import ListStore

/// A withdrawal is of what was listed, whatever it is called.
@Suite struct ContentWithdrawalTests {
  @Test func whatWasWithdrawnIsNotConfirmedUnderAnotherID() throws {
    let test = try TestStore(.own())
    try test.add("1", hash(1))
    try test.add("2", hash(1))
    try test.review(.confirm, "1")
    try test.review(.withdraw, "1")
    let error = #expect(throws: StoreError.self) { try test.review(.confirm, "2") }
    #expect(error?.check == .state)
    #expect(error?.found.contains("'1'") == true)
    #expect(try test.state("2") == .proposed)
    try test.review(.reinstate, "1")
    try test.review(.confirm, "2")
    #expect(try test.state("2") == .confirmed)
  }

  @Test func whoWithdrawsIsToldWhatElseIsFoundByIt() throws {
    let test = try TestStore(.own(), StoredList(name: "partner", kind: .official))
    let digest = ContentDigest(.md5, bytes: [UInt8](repeating: 7, count: 16))
    try test.add("1", hash(1))
    try test.add("same-hash", hash(1))
    try test.add("other", hash(2))
    try test.add("gone", hash(1), to: "partner")
    try test.review(.withdraw, "gone", in: "partner")
    let both = EntryContent(hashes: [StoredHash(hash(3)), StoredHash(hash(1))], digests: [digest])
    _ = try test.store.add(NewEntry(id: "second-hash", content: both), to: "own", by: TestStore.author)
    let only = EntryContent(digests: [digest])
    _ = try test.store.add(NewEntry(id: "digest", content: only), to: "partner", by: TestStore.author)
    func equals(_ id: String, _ list: String = "own") throws -> [String] {
      try test.store.equals(of: test.store.entry(id, of: list).0).map { "\($0.list)/\($0.id) \($0.state)" }
    }
    #expect(try equals("1") == ["own/same-hash proposed", "own/second-hash proposed"])
    #expect(try equals("digest", "partner") == ["own/second-hash proposed"])
    #expect(try equals("other").isEmpty)
  }

  @Test func aFileBringsNoWithdrawnHashToAnEntryThatStands() throws {
    let test = try TestStore(StoredList(name: "own", kind: .official))
    try test.add("1", hash(1))
    try test.review(.withdraw, "1")
    _ = try test.take("pdq:\(hash(2))\t2\n")
    let difference = try test.take("pdq:\(hash(1))\t2\n")
    #expect(difference.refusals == ["equal to a withdrawn entry": 1])
    #expect(try test.store.entry("2", of: "own").0.content.hashes == [StoredHash(hash(2))])
  }

  @Test func whatNoPictureHasIsNotAdded() throws {
    let test = try TestStore(.own())
    let flat = PDQHash(words: (1, 0, 0, 0))
    let periodic = PDQHash(
      words: (0xAAAA_AAAA_AAAA_AAAA, 0xAAAA_AAAA_AAAA_AAAA, 0xAAAA_AAAA_AAAA_AAAA, 0xAAAA_AAAA_AAAA_AAAA))
    let empty = try #require(ContentDigest(.md5, hex: "d41d8cd98f00b204e9800998ecf8427e"))
    for content in [
      EntryContent(hashes: [StoredHash(flat)]),
      EntryContent(hashes: [StoredHash(hash(1)), StoredHash(periodic)]),
      EntryContent(digests: [empty]),
    ] {
      let error = #expect(throws: StoreError.self) {
        try test.store.add(NewEntry(id: "x", content: content), to: "own", by: TestStore.author)
      }
      #expect(error?.check == .content, "\(content)")
    }
    #expect(try test.store.statistics.lists[0].entryCount == 0)
  }
}

extension TestStore {
  /// Imports text lines into the list `own`.
  func take(_ lines: String, _ mode: ImportMode = .merge) throws -> ImportDifference {
    let staged = try StagedImport(for: store)
    var rest = [Array(lines.utf8)]
    _ = try staged.read(name: "lines", format: "text") { rest.popLast() ?? [] }
    return try store.take(staged, into: "own", mode, by: Self.author)
  }
}
