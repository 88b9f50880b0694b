import HashCore
import Kernels
import Matcher
import TestSupport
import Testing

/// Every engine against the judge: nothing missed, nothing twice, nothing extra, in order.
@Suite struct EngineExactnessTests {
  /// Those that the ring can be asked for; large lists take every eighth but in the long form.
  private static let distancesMax = Array(0...64)
  private static let someDistancesMax = Proof.some(of: distancesMax, every: 8) + [31]

  /// The judge's matches of one query, measured once for all thresholds.
  private struct Judge {
    private let ordered: [HashMatch]

    init(_ query: PDQHash, _ hashes: [PDQHash], _ distanceMax: Int) {
      ordered = naiveMatches(query, in: hashes, within: distanceMax)
    }

    func matches(within distanceMax: Int) -> [HashMatch] { ordered.filter { $0.distance <= distanceMax } }
  }

  private func check(
    _ test: TestIndex, _ hashes: [PDQHash], _ queries: [PDQHash], _ distancesMax: [Int],
    _ engines: [SearchEngine],
    _ context: String
  ) throws {
    for query in queries {
      let judge = Judge(query, hashes, distancesMax.max() ?? 0)
      for distanceMax in distancesMax {
        let expected = judge.matches(within: distanceMax)
        let threshold = try #require(Threshold(distanceMax))
        for engine in engines {
          let found = try test.index.matches(for: query, within: threshold, engine: engine)
          #expect(found == expected, "\(context): \(engine) at \(distanceMax)")
        }
      }
    }
  }

  @Test(arguments: [0, 1, 2, 15, 16, 17, 1000]) func smallIndexesAtAllThresholds(count: Int) throws {
    let hashes = clusteredHashes(count, seed: 21)
    let test = try TestIndex(hashes)
    let thresholds = Self.distancesMax + [65, 100, 127, 128, 129, 200, 241, 254, 255, 256]
    try check(test, hashes, queries(3, near: hashes, seed: 22), thresholds, SearchEngine.allCases, "\(count)")
    try test.index.verify()
  }

  @Test(arguments: KernelTable.all.map(\.level)) func everyKernelLevel(level: KernelLevel) throws {
    let hashes = clusteredHashes(6000, seed: 23) + adversarialHashes(600, seed: 24)
    let test = try TestIndex(hashes, kernels: KernelTable(level: level))
    let thresholds = [0, 1, 2, 15, 16, 30, 31, 32, 33, 47, 63, 64]
    try check(
      test, hashes, queries(10, near: hashes, seed: 25), thresholds, SearchEngine.allCases, level.name)
  }

  @Test(arguments: [65_535, 65_536, 65_537]) func countsAroundTheRowNumberWidth(count: Int) throws {
    let hashes = clusteredHashes(count, seed: 26)
    let test = try TestIndex(hashes)
    try check(
      test, hashes, queries(3, near: hashes, seed: 27), Self.someDistancesMax, [.ring, .bk], "\(count)")
  }

  @Test func manyHashesAtThresholdsUpTo64() throws {
    let hashes = clusteredHashes(200_000, seed: 28)
    let test = try TestIndex(hashes)
    try check(test, hashes, queries(4, near: hashes, seed: 29), Self.someDistancesMax, [.ring], "200 000")
    try check(test, hashes, queries(12, near: hashes, seed: 30), [31], SearchEngine.allCases, "200 000")
  }

  @Test func dataLikePDQ() throws {
    let hashes = pdqLikeHashes(1000, seed: 31)
    let test = try TestIndex(hashes)
    try check(
      test, hashes, queries(4, near: hashes, seed: 32), Self.someDistancesMax, SearchEngine.allCases,
      "PDQ-like")
  }

  @Test func uniformHashes() throws {
    var generator = SeededGenerator(seed: 39)
    let hashes = (0..<20_000).map { _ in generator.hash() }
    let test = try TestIndex(hashes)
    try check(
      test, hashes, queries(6, near: hashes, seed: 40), Self.someDistancesMax, SearchEngine.allCases,
      "uniform")
  }

  /// All equal; one bucket holding everything, in one table and in all; complements.
  @Test func adversarialLists() throws {
    var generator = SeededGenerator(seed: 33)
    let base = generator.hash()
    let complement = PDQHash(words: (~base.words.0, ~base.words.1, ~base.words.2, ~base.words.3))
    let lists: [(String, [PDQHash])] = [
      ("equal", [PDQHash](repeating: base, count: 3000)),
      ("one bucket everywhere", (0..<3000).map { _ in base.flipping(1, &generator) }),
      ("one bucket in one table", (0..<9000).map { _ in generator.hash().withDiagonal(of: base) }),
      (
        "complements",
        (0..<1000).flatMap { _ in
          let hash = base.flipping(20, &generator)
          return [hash, PDQHash(words: (~hash.words.0, ~hash.words.1, ~hash.words.2, ~hash.words.3))]
        }
      ),
    ]
    for (name, hashes) in lists {
      let test = try TestIndex(hashes)
      let near = [base, complement, base.flipping(16, &generator), generator.hash().withDiagonal(of: base)]
      try check(test, hashes, near, [0, 1, 15, 31, 32, 64, 224], SearchEngine.allCases, name)
    }
  }

  @Test func duplicatesAcrossListsAreReportedOnceEach() throws {
    let folder = try TemporaryFolder()
    let hashes = clusteredHashes(500, seed: 34)
    var writer = IndexWriter()
    for list in ["a", "b", "c"] {
      for (number, hash) in hashes.enumerated() {
        writer.add(.hash(hash), list: list, id: TestIndex.id(number))
      }
    }
    try writer.write(to: folder.path("i"))
    let index = try HashIndex.open(path: folder.path("i"))
    for query in queries(10, near: hashes, seed: 35) {
      let expected = naiveMatches(query, in: hashes + hashes + hashes, within: 31)
      for engine in SearchEngine.allCases {
        #expect(try index.matches(for: query, within: .standard, engine: engine) == expected)
      }
    }
  }

  @Test func theRingNeedsItsTables() throws {
    let test = try TestIndex(clusteredHashes(100, seed: 36), tables: .bkOnly)
    let error = #expect(throws: IndexError.self) {
      try test.index.matches(for: PDQHash(words: (1, 2, 3, 4)), within: .standard, engine: .ring)
    }
    #expect(error?.check == .ringTables)
    #expect(try test.index.matches(for: PDQHash(words: (1, 2, 3, 4)), within: .standard).isEmpty)
  }

  /// The tree and the scan agree on a large mixed list at every threshold.
  @Test func theTreeAgreesWithTheScanOnAHundredThousand() throws {
    let hashes = clusteredHashes(100_000, seed: 37)
    let test = try TestIndex(hashes, tables: .bkOnly)
    let all = queries(Proof.count(10, long: 50), near: hashes, seed: 38)
    var foundCounts = [Int](repeating: 0, count: 65)
    for query in all {
      let scanned = try test.index.matches(for: query, within: #require(Threshold(64)), engine: .linear)
      for distanceMax in 0...64 {
        let found = try test.index.matches(for: query, within: #require(Threshold(distanceMax)), engine: .bk)
        #expect(found == scanned.filter { $0.distance <= distanceMax }, "at \(distanceMax)")
        foundCounts[distanceMax] += found.count
      }
    }
    #expect(foundCounts[16...].allSatisfy { $0 > 0 })
  }
}
