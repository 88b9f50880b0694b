import ContentDigests
import HashCore
import ListFormats
import TestSupport
import Testing

@Suite struct HashCensusTests {
  private let constant = PDQHash.madeUp(1_000_000)

  /// Text lines of entries with an MD5 each, every `share`-th of which has the constant hash.
  private func list(_ count: Int, share: Int, sharing: (Int) -> Int = { $0 }) -> String {
    (0..<count).map { number in
      let hash = number % share == 0 ? constant : PDQHash.madeUp(number)
      let digest = ContentDigest(
        .md5, bytes: (0..<16).map { UInt8(truncatingIfNeeded: sharing(number) >> (8 * ($0 % 3))) })
      return "id-\(number),\(digest.hex),\(hash)\n"
    }.joined()
  }

  private func constantHashes(_ rows: String) throws -> ConstantHashes {
    try #require(try ReadList("id,md5,pdq\n" + rows, as: "csv").summary).constantHashes
  }

  @Test(arguments: [(40, 1), (640, 16), (3000, 10)]) func oneHashUnderManyDigestsIsFound(
    count: Int, share: Int
  ) throws {
    let found = try constantHashes(list(count, share: share))
    #expect(found.hashes == [constant])
    var record = ImportedRecord(id: "a", hashes: [PDQHash.madeUp(7), constant])
    #expect(found.remove(from: &record) == [.constantHash("pdq:\(constant)")])
    #expect(record.hashes == [PDQHash.madeUp(7)])
  }

  /// A picture that was saved anew some times, in a small list and in a large one.
  @Test(arguments: [(20, 1), (3000, 40)]) func aHashOfSeveralFilesIsNone(count: Int, share: Int) throws {
    #expect(try constantHashes(list(count, share: share)).isEmpty)
  }

  /// Rows of one file say the same thing again.
  @Test func theSameDigestAgainIsNotAnother() throws {
    #expect(try constantHashes(list(500, share: 1, sharing: { $0 % 20 })).isEmpty)
  }

  @Test func aConstantForeignHashIsFoundToo() throws {
    let rows = (0..<50).map {
      "\($0),\(ContentDigest(.md5, bytes: [UInt8](repeating: UInt8($0), count: 16)).hex),AAAA\n"
    }
    let list = try ReadList("id,md5,photodna\n" + rows.joined(), as: "csv")
    let found = try #require(list.summary).constantHashes
    #expect(found.foreignHashes == [ForeignHash(kind: "photodna", value: "AAAA")])
    var record = try #require(list.records.first)
    #expect(found.remove(from: &record).map(\.kind) == ["constant hash"])
    #expect(record.foreignHashes.isEmpty && !record.isEmpty)
  }

  @Test func manyDifferentHashesAreForgotten() throws {
    #expect(try constantHashes(list(5000, share: 10_000)).isEmpty)
  }
}
