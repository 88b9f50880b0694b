import HashCore
import Matcher
import TestSupport
import Testing

@Suite struct HashIndexBatchTests {
  private static let hashes = clusteredHashes(3000, seed: 41) + adversarialHashes(3000, seed: 42)

  @Test(arguments: SearchEngine.allCases, [1, 2]) func aBatchAnswersAsItsQueriesAlone(
    engine: SearchEngine, coreCount: Int
  ) throws {
    let test = try TestIndex(Self.hashes)
    let all = queries(150, near: Self.hashes, seed: 43)
    let expected = try all.map { try test.index.matches(for: $0, within: .standard) }
    let found = try test.index.matches(for: all, within: .standard, engine: engine, coreCount: coreCount)
    #expect(found == expected)
    #expect(try test.index.matches(for: [], within: .standard, engine: engine).isEmpty)
  }

  @Test func largeBatchesAreSortedByChunkAndStillInOrder() throws {
    let hashes = clusteredHashes(2000, seed: 44)
    let test = try TestIndex(hashes)
    let some = queries(40, near: hashes, seed: 45)
    let batch = (0..<5000).map { some[$0 % some.count] }
    let expected = try some.map { try test.index.matches(for: $0, within: .standard, engine: .linear) }
    let found = try test.index.matches(for: batch, within: .standard, engine: .ring)
    #expect(found.indices.allSatisfy { found[$0] == expected[$0 % some.count] })
  }

  @Test func aBatchStopsWhenAsked() throws {
    let test = try TestIndex(Self.hashes)
    var count = 0
    try test.index.forEachMatch(for: Self.hashes, within: .standard) { _, _ in
      count += 1
      return count < 7
    }
    #expect(count == 7)
  }

  /// One hash of very many entries: more matches than a block or a page keeps.
  @Test func matchesBeyondWhatIsKeptComeInPages() throws {
    let folder = try TemporaryFolder()
    var generator = SeededGenerator(seed: 46)
    let (base, other) = (generator.hash(), generator.hash())
    let count = 300_000
    var writer = IndexWriter()
    for number in 0..<count {
      writer.add(.hash(number % 2 == 0 ? base : base.flipping(bit: 3)), list: "l", id: TestIndex.id(number))
    }
    try writer.write(to: folder.path("i"))
    let index = try HashIndex.open(path: folder.path("i"))
    var (seen, previous) = (0, HashMatch(entry: EntryNumber(rawValue: 0), distance: -1))
    try index.forEachMatch(for: [other, base, base], within: .standard) { query, match in
      if query == 1 {
        #expect(previous < match)
        previous = match
        seen += 1
      }
      return query < 2
    }
    #expect(seen == count)
  }
}
