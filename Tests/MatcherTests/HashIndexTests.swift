import ContentDigests
import Foundation
import HashCore
import Matcher
import TestSupport
import Testing

@Suite struct HashIndexTests {
  @Test func everyEntryWithinTheThresholdIsFound() throws {
    let hashes = clusteredHashes(3000, seed: 1)
    let test = try TestIndex(hashes)
    for query in queries(20, near: hashes, seed: 2) {
      for distanceMax in [0, 16, 31, 64, 130, 256] {
        let threshold = try #require(Threshold(distanceMax))
        let expected = naiveMatches(query, in: hashes, within: distanceMax)
        for engine in SearchEngine.allCases {
          #expect(try test.index.matches(for: query, within: threshold, engine: engine) == expected)
          #expect(
            try test.index.containsMatch(for: query, within: threshold, engine: engine) != expected.isEmpty)
        }
      }
    }
  }

  @Test func nearestAreTheFirstOfAll() throws {
    let hashes = clusteredHashes(3000, seed: 3)
    let test = try TestIndex(hashes)
    for query in queries(20, near: hashes, seed: 4) {
      let all = naiveMatches(query, in: hashes, within: 256)
      for count in [1, 2, 7, 100] {
        #expect(test.index.nearest(count, to: query) == Array(all.prefix(count)))
      }
    }
    #expect(test.index.nearest(0, to: hashes[0]).isEmpty)
    #expect(test.index.nearest(5000, to: hashes[0]).count == 3000)
  }

  @Test func anEntryWithSeveralHashesIsOneMatchByItsNearest() throws {
    let folder = try TemporaryFolder()
    var generator = SeededGenerator(seed: 5)
    let centre = generator.hash()
    var writer = IndexWriter()
    writer.add(.hash(centre.flipping(9, &generator)), list: "a", id: "x", labels: ["one"])
    writer.add(.hash(centre.flipping(4, &generator)), list: "a", id: "x", labels: ["two"])
    writer.add(.hash(centre.flipping(6, &generator)), list: "a", id: "y")
    try writer.write(to: folder.path("i"))
    let index = try HashIndex.open(path: folder.path("i"))
    let matches = try index.matches(for: centre, within: .standard)
    #expect(matches.map(\.distance) == [4, 6])
    #expect(index.entry(matches[0].entry).labels == ["one", "two"])
    #expect(index.nearest(2, to: centre) == matches)
  }

  @Test func equalHashesOfManyEntriesAreOneRow() throws {
    let folder = try TemporaryFolder()
    var generator = SeededGenerator(seed: 6)
    let hash = generator.hash()
    var writer = IndexWriter()
    for number in 0..<5000 {
      writer.add(.hash(hash), list: "list-\(number % 3)", id: TestIndex.id(number))
    }
    let header = try writer.write(to: folder.path("i"))
    #expect(header.hashCount == 1 && header.referenceCount == 5000)
    let index = try HashIndex.open(path: folder.path("i"))
    let matches = try index.matches(for: hash, within: .standard)
    #expect(matches.map(\.entry.rawValue) == Array(0..<5000))
    #expect(index.lists.map(\.name) == ["list-0", "list-1", "list-2"])
    #expect(index.entry(EntryNumber(rawValue: 1667)).list == "list-1")
  }

  @Test func digestsLeadToTheirEntries() throws {
    let folder = try TemporaryFolder()
    var writer = IndexWriter()
    let digests = (0..<300).map { number in
      DigestAlgorithm.allCases.map { algorithm in
        ContentDigest(
          algorithm, bytes: (0..<algorithm.byteCount).map { UInt8(truncatingIfNeeded: number * 7 + $0) })
      }
    }
    for (number, set) in digests.enumerated() {
      for digest in set { writer.add(.digest(digest), list: "l", id: TestIndex.id(number)) }
    }
    try writer.write(to: folder.path("i"))
    let index = try HashIndex.open(path: folder.path("i"))
    for (number, set) in digests.enumerated() {
      let expected = digests.indices.filter { digests[$0] == set }.map { EntryNumber(rawValue: UInt32($0)) }
      for digest in set { #expect(index.entries(with: digest) == expected, "\(number)") }
    }
    #expect(index.entries(with: ContentDigest(.md5, bytes: [UInt8](repeating: 0, count: 16))).isEmpty)
  }

  @Test func anEmptyIndexAnswers() throws {
    let test = try TestIndex([])
    var generator = SeededGenerator(seed: 7)
    for engine in SearchEngine.allCases {
      #expect(try test.index.matches(for: generator.hash(), within: .standard, engine: engine).isEmpty)
    }
    #expect(test.index.nearest(3, to: generator.hash()).isEmpty)
    try test.index.verify()
  }
}
