import ContentDigests
import HashCore
import MatchProtocol
import Matcher
import TestSupport
import Testing

@testable import MatchService

/// What the fast path says never stands where the exact one would say otherwise.
@Suite struct ExactnessRuleTests {
  /// A picture and a list entry near the threshold: the fast hash is up to 10 bits from the exact one, so
  /// that the two often lie on different sides.
  private struct Pair {
    var entry: PDQHash
    var exact: PDQHash
    var fast: PDQHash

    init(_ generator: inout SeededGenerator) {
      let entry = PDQHash(words: (generator.next(), generator.next(), generator.next(), generator.next()))
      let distance = Int.random(in: 20...42, using: &generator)
      let drift = Int.random(in: 0...10, using: &generator)
      let exact = entry.flipping(Array((0..<256).shuffled(using: &generator).prefix(distance)))
      // Mostly towards the other side of the threshold.
      let same = (0..<256).filter { entry.hasBit($0) == exact.hasBit($0) }.shuffled(using: &generator)
      let other = (0..<256).filter { entry.hasBit($0) != exact.hasBit($0) }.shuffled(using: &generator)
      self.entry = entry
      self.exact = exact
      fast = exact.flipping(Array((distance > 31 ? other : same).prefix(drift)))
    }

    var liesOnBothSides: Bool { (entry.distance(to: exact) <= 31) != (entry.distance(to: fast) <= 31) }
  }

  private static let pairs: [Pair] = {
    var generator = SeededGenerator(seed: 2024)
    return (0..<2500).map { _ in Pair(&generator) }
  }()

  /// How many pairs are answered otherwise than the exact hash would be.
  private func wrongAnswerCount(_ rule: ExactnessRule?) throws -> Int {
    let folder = try TemporaryFolder()
    let index = try makeIndex(Self.pairs.map { .hash($0.entry) }, in: folder)
    var wrong = 0
    for (number, pair) in Self.pairs.enumerated() {
      let hasher = InventedHasher(
        fast: .invented(pair.fast, decode: .fast), exact: .invented(pair.exact, decode: .exact))
      let item = PictureJudge(hasher: hasher, rule: rule).item(for: [1, 2, 3], in: index, Self.fastOptions)
      let distance = pair.entry.distance(to: pair.exact)
      if !isRight(item, entry: "entry-\(number)", distance: distance) { wrong += 1 }
    }
    return wrong
  }

  private static let fastOptions = ScanOptions(nearThreshold: Threshold(0)!, decode: .fast)

  private func isRight(_ item: Item, entry: String, distance: Int) -> Bool {
    switch item.outcome {
    case .known(let known):
      distance <= 31 && known.matches.first?.entry == entry && known.matches.first?.distance == distance
        && item.picture?.decode == "exact"
    case .unknown: distance > 31
    case .unjudged, .failed, .skipped: false
    }
  }

  @Test func pairsLieOnBothSidesOftenEnough() {
    #expect(Self.pairs.count >= 2000)
    #expect(Self.pairs.count { $0.liesOnBothSides } >= 500)
  }

  @Test func everyAnswerIsThatOfTheExactHash() throws {
    #expect(try wrongAnswerCount(ExactnessRule()) == 0)
  }

  /// The test above can fail: without the rule it does, in every pair that lies on both sides.
  @Test func withoutTheRuleAnswersAreWrong() throws {
    #expect(try wrongAnswerCount(nil) >= Self.pairs.count { $0.liesOnBothSides })
  }

  // MARK: Each reason for the exact path

  private func judged(
    fast: HashedPicture, exact: HashedPicture, options: ScanOptions = fastOptions
  ) throws -> (item: Item, requestCount: Int) {
    let folder = try TemporaryFolder()
    let index = try makeIndex([.hash(DemoList.query)], in: folder)
    let hasher = InventedHasher(fast: fast, exact: exact)
    let item = PictureJudge(hasher: hasher).item(for: [1], in: index, options)
    return (item, hasher.requests.count)
  }

  private let far = DemoList.query.flipping(128)

  @Test func plainUnknownsStayFast() throws {
    let (item, requestCount) = try judged(
      fast: .invented(far, quality: 56, decode: .fast), exact: .invented(far, decode: .exact))
    #expect(requestCount == 1)
    #expect(item.outcome == .unknown(nearest: []))
    #expect(item.picture?.hash == ReplyHash(.fast, far))
    #expect(item.picture?.quality == 56)
    #expect(item.picture?.decode == "fast")
  }

  @Test func warningsCallForTheExactHash() throws {
    let (item, requestCount) = try judged(
      fast: .invented(far, decode: .fast, warningCount: 1),
      exact: .invented(far.flipping(2), quality: 90, decode: .exact, warningCount: 1))
    #expect(requestCount == 2)
    #expect(item.picture?.hash == ReplyHash(.exact, far.flipping(2)))
    #expect(item.picture?.warningCount == 1)
  }

  @Test func qualitiesNearTheGateCallForTheExactHash() throws {
    let (item, requestCount) = try judged(
      fast: .invented(far, quality: 55, decode: .fast), exact: .invented(far, quality: 49, decode: .exact))
    #expect(requestCount == 2)
    #expect(item.outcome == .unjudged(UnjudgedFields(reason: "low_quality")))
    #expect(item.picture?.quality == 49)
    #expect(item.picture?.hash == ReplyHash(.exact, far))
  }

  @Test func theGateIsTheRequests() throws {
    var options = Self.fastOptions
    options.qualityMin = 90
    let (item, _) = try judged(
      fast: .invented(far, quality: 95, decode: .fast), exact: .invented(far, quality: 89, decode: .exact),
      options: options)
    #expect(item.outcome == .unjudged(UnjudgedFields(reason: "low_quality")))
  }

  @Test func marginsEndAtTheLargestDistance() throws {
    var options = Self.fastOptions
    options.search.threshold.asked = Threshold(250)!
    let (_, requestCount) = try judged(
      fast: .invented(far, decode: .fast), exact: .invented(far, decode: .exact), options: options)
    #expect(requestCount == 2)
  }

  @Test func turnedCandidatesAreSettledByTheTurnedPlane() throws {
    let folder = try TemporaryFolder()
    let index = try makeIndex([.hash(DemoList.query)], in: folder)
    let turned = PictureView(orientation: .rot90)
    let candidate = ViewHash(
      view: turned, hash: QualifiedHash(hash: DemoList.query.flipping(40), quality: 80), margin: 10)
    let hasher = InventedHasher(
      fast: .invented(far, decode: .fast, turned: [candidate]), exact: .invented(far, decode: .exact))
    hasher.exactTurned = [
      ViewHash(view: turned, hash: QualifiedHash(hash: DemoList.query.flipping(30), quality: 80))
    ]
    var options = Self.fastOptions
    options.allOrientations = true
    let item = PictureJudge(hasher: hasher).item(for: [1], in: index, options)
    #expect(hasher.requests[0].orientations == Set(Orientation.allCases))
    #expect(hasher.requests[1].orientations == [.rot90])
    guard case .known(let known) = item.outcome else {
      Issue.record("expected a match, found \(item.outcome)")
      return
    }
    #expect(known.matches.first?.distance == 30)
    #expect(known.matches.first?.view == ViewWords(turned))
    #expect(item.picture?.hash == ReplyHash(.exact, far))
  }

  // MARK: How often the index is asked

  /// An index that counts what it is asked.
  private final class CountedIndex: MatchSource {
    private let index: HashIndex
    private(set) var searches: [Int] = []

    init(_ index: HashIndex) { self.index = index }

    var recipes: HashRecipes { index.recipes }

    func hasDigests(_ algorithm: DigestAlgorithm) -> Bool { index.hasDigests(algorithm) }
    func recipes(of entry: EntryNumber) -> HashRecipes { index.recipes(of: entry) }
    func state(of entry: EntryNumber) -> EntryState { index.state(of: entry) }
    var ruledLists: [IndexList] { index.ruledLists }
    func listNumber(of entry: EntryNumber) -> Int? { index.listNumber(of: entry) }
    func entries(with digest: ContentDigest) -> [EntryNumber] { index.entries(with: digest) }

    func forEachMatch(
      for query: PDQHash, within threshold: Threshold, engine: SearchEngine, _ body: (HashMatch) -> Bool
    ) throws(IndexError) {
      searches.append(threshold.distanceMax)
      try index.forEachMatch(for: query, within: threshold, engine: engine, body)
    }

    func containsMatch(
      for query: PDQHash, within threshold: Threshold, engine: SearchEngine
    ) throws(IndexError) -> Bool {
      searches.append(threshold.distanceMax)
      return try index.containsMatch(for: query, within: threshold, engine: engine)
    }
  }

  /// The thresholds of the searches that a picture costs.
  private func searches(
    fast: HashedPicture, exact: HashedPicture, options: ScanOptions = fastOptions
  ) throws -> [Int] {
    let folder = try TemporaryFolder()
    let index = CountedIndex(try makeIndex([.hash(DemoList.query)], in: folder))
    let judge = PictureJudge(hasher: InventedHasher(fast: fast, exact: exact))
    _ = judge.judge([1, 2].span.bytes, from: index, options)
    return index.searches
  }

  @Test func cleanPicturesAreSearchedOnce() throws {
    let turned = [
      ViewHash(view: PictureView(orientation: .rot90), hash: QualifiedHash(hash: far, quality: 80), margin: 6)
    ]
    let exact = HashedPicture.invented(far, decode: .exact)
    #expect(try searches(fast: .invented(far, decode: .fast), exact: exact) == [41])
    #expect(try searches(fast: .invented(far, decode: .fast, turned: turned), exact: exact) == [41, 37])
    let exactly = ScanOptions(nearThreshold: Threshold(0)!, decode: .exact)
    #expect(try searches(fast: exact, exact: exact, options: exactly) == [31])
    // A fast request that was answered on the exact path.
    #expect(try searches(fast: exact, exact: exact) == [31])
  }

  @Test func eachHashIsSearchedAsFarAsItsOwnMarginReaches() throws {
    let exact = HashedPicture.invented(far, decode: .exact)
    for margin in [0, 6, 24] {
      let fast = HashedPicture.invented(far, decode: .fast, margin: margin)
      #expect(try searches(fast: fast, exact: exact) == [31 + margin])
    }
  }

  /// One search serves leads too, wherever they end.
  @Test(arguments: [0, 31, 40, 48, 60]) func leadsCostNoSearchOfTheirOwn(near: Int) throws {
    let exact = HashedPicture.invented(far, decode: .exact)
    var options = ScanOptions(nearThreshold: Threshold(near)!, decode: .exact)
    #expect(try searches(fast: exact, exact: exact, options: options) == [max(31, near)])
    options.decode = .fast
    #expect(
      try searches(fast: .invented(far, decode: .fast), exact: exact, options: options) == [max(41, near)])
  }

  @Test func whatTheExactHashSettlesIsSearchedAgain() throws {
    let near = DemoList.query.flipping(40)
    let exact = HashedPicture.invented(near, decode: .exact)
    #expect(try searches(fast: .invented(near, decode: .fast), exact: exact) == [41, 31])
    // Distrust needs no search of the fast hash.
    #expect(try searches(fast: .invented(far, decode: .fast, warningCount: 1), exact: exact) == [31])
  }
}
