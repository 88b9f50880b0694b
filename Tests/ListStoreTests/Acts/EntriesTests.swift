import ContentDigests
import HashCore
import Matcher
import Testing

@testable import ListStore

/// Entries are given back as they were taken, in the order of their bytes.
@Suite struct EntriesTests {
  static let content = EntryContent(
    hashes: [StoredHash(hash(1)), StoredHash(hash(2)), StoredHash(hash(3), view: "rot90")],
    digests: [
      ContentDigest(.md5, bytes: [UInt8](repeating: 5, count: 16)),
      ContentDigest(.md5, bytes: [UInt8](repeating: 6, count: 16)),
      ContentDigest(.sha1, bytes: [UInt8](repeating: 1, count: 20)),
      ContentDigest(.sha256, bytes: [UInt8](repeating: 2, count: 32)),
    ],
    foreignHashes: [ForeignHash(kind: "other", value: [1, 2, 3])])

  @Test func everythingOfAnEntryComesBack() throws {
    let test = try TestStore(.own())
    let labels = [Label(scheme: "site", version: "2", code: "a", jurisdiction: "x"), Label(code: "review")]
    let entry = NewEntry(id: "one", content: Self.content, labels: labels)
    _ = try test.store.add(entry, to: "own", by: TestStore.author)
    let stored = try test.store.entry("one", of: "own").0
    #expect(stored.content == Self.content.ordered)
    #expect(Set(stored.content.hashes) == Set(Self.content.hashes))
    #expect(stored.labels.map(\.label) == labels.sorted())
    #expect(try !test.store.add(entry, to: "own", by: TestStore.author).hasChanged)
  }

  @Test func entriesComeInByteOrderOfTheirIDs() throws {
    let test = try TestStore(.own())
    let ids = ["b", "a", "B", "é", "e\u{301}", "10", "9", "a b"]
    for (number, id) in ids.enumerated() { try test.add(id, hash(number)) }
    var found: [String] = []
    try test.store.forEachEntry(of: "own") { found.append($0.id) }
    #expect(
      found.map { Array($0.utf8) } == ids.map { Array($0.utf8) }.sorted { $0.lexicographicallyPrecedes($1) })
  }

  @Test func hashesKeepTheirBytes() {
    for number in 0..<50 {
      #expect(PDQHash(hash(number).data) == hash(number))
      #expect(
        hash(number).data.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
          == "\(hash(number))")
    }
  }

  @Test(arguments: [("a", "", "a"), ("s:a", "s", "a"), ("s:a:b", "s", "a:b"), (":a", "", "a")])
  func labelsAreRead(text: String, scheme: String, code: String) {
    #expect(Label(text) == Label(scheme: scheme, code: code))
  }

  @Test(arguments: ["", ":", "s:", String(repeating: "x", count: 4097)])
  func whatIsNoLabelIsNone(text: String) { #expect(Label(text) == nil) }
}
