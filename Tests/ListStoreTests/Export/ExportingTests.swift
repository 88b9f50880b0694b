import ContentDigests
import ListFormats
import Matcher
import Testing

@testable import ListStore

/// What is exported and imported again is what it was.
@Suite struct ExportingTests {
  private let test: TestStore

  init() throws {
    test = try TestStore(.own(), StoredList(name: "copy", kind: .official))
    let digest = ContentDigest(.md5, bytes: [UInt8](repeating: 3, count: 16))
    let contents = [
      "plain": EntryContent(hashes: [StoredHash(hash(1))]),
      "a, b\t% é": EntryContent(hashes: [StoredHash(hash(2)), StoredHash(hash(3))], digests: [digest]),
      "digest": EntryContent(digests: [digest, ContentDigest(.sha1, bytes: [UInt8](repeating: 9, count: 20))]
      ),
    ]
    for (id, content) in contents {
      let labels = [Label(scheme: "site", code: "a"), Label(code: "b")]
      _ = try test.store.add(
        NewEntry(id: id, content: content, labels: labels), to: "own", by: TestStore.author)
      try test.review(.confirm, id)
    }
  }

  private func exported(_ format: String, _ list: String = "own") throws -> (bytes: [UInt8], ExportCounts) {
    var bytes: [UInt8] = []
    let exporter = try ExporterRegistry.exporter(named: format)
    let counts = try test.store.export(list, as: exporter) { bytes += $0 }
    return (bytes, counts)
  }

  private func entries(_ list: String) throws -> [String] {
    var found: [String] = []
    try test.store.forEachEntry(of: list) {
      found.append("\($0.id) \($0.state) \($0.content) \($0.labelTexts)")
    }
    return found
  }

  @Test(arguments: ["text", "jsonl", "csv"]) func anImportOfAnExportGivesTheSameEntries(format: String) throws
  {
    let (bytes, counts) = try exported(format)
    #expect(counts == ExportCounts(written: 3, leftOut: 0))
    let staged = try StagedImport(for: test.store)
    var rest = [bytes]
    #expect(try staged.read(name: "", format: nil) { rest.popLast() ?? [] } == format)
    let difference = try test.store.take(staged, into: "copy", .merge, by: TestStore.author)
    #expect(difference.added == 3 && difference.refusedCount == 0)
    #expect(try entries("copy") == entries("own"))
  }

  /// What is others' is handed on where they have agreed.
  @Test(arguments: [false, true]) func officialListsAreTheirSourcesToHandOn(isShareable: Bool) throws {
    let list = StoredList(name: "partner", kind: .official, isShareable: isShareable)
    try test.store.create(list, by: TestStore.author)
    #expect(try test.store.list(named: "partner") == list)
    if isShareable {
      #expect(try exported("jsonl", "partner").1 == ExportCounts(written: 0, leftOut: 0))
    } else {
      let error = #expect(throws: StoreError.self) { try exported("jsonl", "partner") }
      #expect(error?.check == .exporting)
    }
  }

  @Test func whatAFormatCannotSayIsLeftOut() throws {
    try test.review(.withdraw, "plain")
    try test.review(.dispute, "digest")
    #expect(try exported("text").1 == ExportCounts(written: 1, leftOut: 2))
    #expect(try exported("vics").1 == ExportCounts(written: 1, leftOut: 2))
    let (bytes, counts) = try exported("jsonl")
    #expect(counts == ExportCounts(written: 3, leftOut: 0))
    #expect(String(decoding: bytes, as: UTF8.self).contains("\"state\":\"withdrawn\""))
  }

  @Test func anOfficialListIsItsSourcesToHandOn() throws {
    let error = #expect(throws: StoreError.self) { try exported("text", "copy") }
    #expect(error?.check == .exporting)
  }

  @Test func opinionsAreThoseOfPeople() throws {
    try test.review(.dispute, "digest")
    try test.add("new", hash(7))
    try test.add("gone", hash(8))
    try test.review(.withdraw, "gone")
    var opinions: [String: EntryOpinion] = [:]
    try test.store.forEachOpinion(of: "own") { opinions[$0.id] = $1 }
    #expect(
      opinions == [
        "plain": .affirmative, "a, b\t% é": .affirmative, "digest": .negative, "new": .none,
        "gone": .negative,
      ])
    _ = try test.take("pdq:\(hash(7))\tnew\n", .remove)
    try test.store.forEachOpinion(of: "own") { opinions[$0.id] = $1 }
    #expect(opinions["new"] == EntryOpinion.none, "a file is nobody")
  }

  @Test func sourcesAreToldInTheirWords() throws {
    let digest = ContentDigest(.md5, bytes: [UInt8](repeating: 3, count: 16))
    let content = EntryContent(hashes: [StoredHash(hash(1))], digests: [digest])
    let entry = StoredEntry(list: "ncmec", id: "7/x y", state: .confirmed, content: content, labels: [])
    let told = NCMECFeedback.all(of: entry, .affirmative, reasonIDs: [])
    #expect(
      told.compactMap(\.path) == ["/v2/entries/7/x%20y/PDQ/feedback", "/v2/entries/7/x%20y/MD5/feedback"])
    #expect(NCMECFeedback.all(of: entry, .negative, reasonIDs: []).isEmpty)
    #expect(
      NCMECFeedback.all(of: entry, .negative, reasonIDs: ["g"]).allSatisfy { $0.body.contains("<guid>g<") })
    #expect(NCMECFeedback.all(of: entry, .none, reasonIDs: []).isEmpty)
    let items = StopNCIIFeedback.Item.all(of: entry, .none)
    #expect(
      items.map(\.hashValue) == ["\(hash(1))", digest.hex] && items.allSatisfy { $0.value == .blocked })
    #expect(StopNCIIFeedback.Item.all(of: entry, .negative).allSatisfy { $0.value == .notBlocked })
  }

  @Test func listsAreComparedWithFiles() throws {
    _ = try test.take("pdq:\(hash(20))\tkept\npdq:\(hash(21))\tgone\npdq:\(hash(22))\tother\n")
    try test.add("barred", hash(23))
    try test.review(.withdraw, "barred")
    let staged = try StagedImport(for: test.store)
    let text = [(20, "kept"), (25, "other"), (24, "new"), (23, "barred")].map {
      "pdq:\(hash($0.0))\t\($0.1)\n"
    }
    var rest = [Array(text.joined().utf8)]
    _ = try staged.read(name: "", format: "text") { rest.popLast() ?? [] }
    var lines: [String] = []
    let difference = try test.store.compare(staged, with: "own") { lines.append("\($0)\($1)") }
    #expect(lines == ["!barred", "-gone", "+new", "~other"])
    #expect(difference.unchanged == 1 + 3, "what was added by hand is in no file")
    #expect(try test.store.entry("gone", of: "own").0.state == .proposed, "nothing changes")
  }
}
