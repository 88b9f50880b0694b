import ContentDigests
import HashCore
import MatchProtocol
import MatchService
import Matcher
import TestSupport
import Testing

/// What negative lists and lists' own thresholds make of a picture.
@Suite struct SuppressionTests {
  private let folder: TemporaryFolder
  private let bytes: [UInt8] = [1, 2, 3]
  private static let query = DemoList.query
  private let far = DemoList.query.flipping(128)

  init() throws { folder = try TemporaryFolder() }

  private var digest: MatchQuery { .digest(ContentDigest(.sha256, of: bytes.span.bytes)) }

  private func index(_ lists: [(IndexList, [MatchQuery])]) throws -> HashIndex {
    var writer = IndexWriter()
    for (list, items) in lists {
      writer.describe(list)
      for (number, item) in items.enumerated() { writer.add(item, list: list.name, id: "\(number)") }
    }
    try writer.write(to: folder.path("index"))
    return try HashIndex.open(path: folder.path("index"), honoured: .judged)
  }

  private func item(
    _ lists: [(IndexList, [MatchQuery])], _ hash: PDQHash = query, turned: [ViewHash] = [],
    _ options: ScanOptions = .init()
  ) throws -> Item {
    let picture = HashedPicture.invented(hash, decode: .exact, turned: turned)
    return PictureJudge(hasher: InventedHasher(fast: picture, exact: picture)).item(
      for: bytes, in: try index(lists), options)
  }

  private let official = IndexList(name: "official")
  private let own = IndexList(name: "own", kind: .own)
  private let harmless = IndexList(name: "harmless", kind: .negative)

  private func hash(_ distance: Int) -> MatchQuery { .hash(Self.query.flipping(distance)) }

  @Test func aMatchThatIsNoNearerGoesAndIsTold() throws {
    for (negative, isSuppressed) in [(4, true), (6, true), (7, false), (32, false)] {
      let item = try item([(official, [hash(6)]), (harmless, [hash(negative)])])
      #expect((item.verdict == .unknown) == isSuppressed, "\(negative)")
      #expect(item.suppressed?.match == (isSuppressed ? "official/0" : nil))
      #expect(item.suppressed?.suppressor == (isSuppressed ? "harmless/0" : nil))
      #expect(item.leads == nil && item.matchCount == (isSuppressed ? 0 : 1))
    }
  }

  @Test func aNegativeEntryAloneSaysNothing() throws {
    let item = try item([(harmless, [hash(0), digest])])
    #expect(item.outcome == .unknown(nearest: []) && item.suppressed == nil && item.leads == nil)
  }

  @Test func onlyListsThatAreNamedLoseMatches() throws {
    var negative = harmless
    negative.suppression = .lists(["own"])
    let item = try item([(official, [hash(6)]), (own, [hash(5)]), (negative, [hash(1)])])
    #expect(item.listedMatches.map(\.list) == ["official"])
    #expect(item.suppressed?.match == "own/0" && item.suppressed?.total == 1)
  }

  @Test func thresholdsOfANegativeListAreItsOwn() throws {
    var negative = harmless
    negative.threshold = Threshold(10)!
    #expect(try item([(official, [hash(20)]), (negative, [hash(11)])]).verdict == .known)
    #expect(try item([(official, [hash(20)]), (negative, [hash(10)])]).verdict == .unknown)
    // A request's threshold is everybody's.
    let options = ScanOptions(search: SearchOptions(threshold: Threshold(25)!))
    #expect(try item([(official, [hash(20)]), (negative, [hash(11)])], options).verdict == .unknown)
  }

  @Test func aDigestOfAnOfficialListGoesOnlyByAnEqualDigest() throws {
    #expect(try item([(official, [digest]), (harmless, [hash(0)])]).verdict == .known)
    #expect(try item([(own, [digest]), (harmless, [hash(1)])]).verdict == .known, "it is farther")
    #expect(try item([(own, [digest]), (harmless, [hash(0)])]).suppressed?.match == "own/0")
    #expect(try item([(official, [digest]), (harmless, [digest])]).suppressed?.match == "official/0")
  }

  /// The same file is the same file, whichever of its views comes near something.
  @Test func anEqualDigestTakesEveryViewAway() throws {
    let second = ViewHash(
      view: PictureView(frame: .number(1)), hash: QualifiedHash(hash: far, quality: 90))
    let item = try item([(official, [hash(3), .hash(far)]), (harmless, [digest])], turned: [second])
    #expect(item.verdict == .unknown && item.suppressed?.total == 2)
  }

  /// What is harmless in one picture of a file hides nothing in another.
  @Test func eachViewIsAQueryOfItsOwn() throws {
    let second = ViewHash(
      view: PictureView(frame: .number(1)), hash: QualifiedHash(hash: far, quality: 90))
    let item = try item(
      [(official, [hash(3), .hash(far.flipping(9))]), (harmless, [hash(0)])], turned: [second])
    #expect(item.listedMatches.map(\.entry) == ["1"])
    #expect(item.suppressed?.match == "official/0")
  }

  @Test func aSuppressedMatchOfAVaguePictureMakesNothingUnjudged() throws {
    let picture = HashedPicture.invented(Self.query, isInformative: false, decode: .exact)
    let judge = PictureJudge(hasher: InventedHasher(fast: picture, exact: picture))
    let index = try index([(official, [hash(9)]), (harmless, [hash(8)])])
    let item = judge.item(for: bytes, in: index, .init())
    #expect(item.verdict == .unknown && item.leads == nil && item.suppressed?.match == "official/0")
  }

  @Test func theThresholdOfTheListIsToldAndLeadsEndAtItsNearThreshold() throws {
    var (narrow, wide) = (own, official)
    (narrow.threshold, narrow.nearThreshold) = (Threshold(10)!, Threshold(20)!)
    wide.threshold = Threshold(40)!
    let item = try item([(narrow, [hash(11), hash(20), hash(21)]), (wide, [hash(40), hash(41), hash(49)])])
    #expect(item.listedMatches.map { "\($0.list)/\($0.entry) \($0.threshold ?? 0)" } == ["official/0 40"])
    #expect(item.leads?.all.map { "\($0.list)/\($0.entry)" } == ["own/0", "own/1", "official/1"])
    let asked = try self.item(
      [(narrow, [hash(11), hash(20), hash(21)]), (wide, [hash(40)])],
      ScanOptions(search: SearchOptions(threshold: Threshold(20)!), nearThreshold: Threshold(0)!))
    #expect(asked.listedMatches.map(\.entry) == ["0", "1"] && asked.leads == nil)
  }

  private func item(_ lists: [(IndexList, [MatchQuery])], _ options: ScanOptions) throws -> Item {
    try item(lists, Self.query, options)
  }

  @Test func aFileTooLargeToBeDecodedIsJudgedByTheSameRule() throws {
    let index = try index([(official, [digest]), (own, [digest]), (harmless, [digest])])
    var digester = FileDigester()
    digester.update(bytes.span.bytes)
    let judgement = PictureJudge(hasher: PictureHasher()).judge(
      .digests(digester.finish(), detail: "too large"), in: index, .init())
    let item = ReplyMapping(index: index).item(judgement, at: 0)
    #expect(item.verdict == .unjudged && item.suppressed?.total == 2)
  }

  // MARK: Queries

  @Test func theNearestAreNeitherTakenAwayNorNegative() throws {
    let index = try index([(official, [hash(3), hash(9), hash(50)]), (harmless, [hash(8)])])
    let judge = QueryJudge(index: index, options: LookupOptions(nearest: 3))
    let item = ReplyMapping(index: index).item(judge.judge(.hash(Self.query)), at: 0)
    #expect(item.listedMatches.map(\.entry) == ["0", "2"])
    #expect(item.matchCount == 1 && item.suppressed?.match == "official/1")
    #expect(item.listedMatches.map(\.grade) == ["strong", nil])
  }

  /// A match stands before what is nearer and none, so that the best one decides.
  @Test func matchesStandBeforeTheNearestThatAreNone() throws {
    var narrow = own
    narrow.threshold = Threshold(2)!
    let index = try index([(official, [hash(20)]), (narrow, [hash(9), hash(60)])])
    let judge = QueryJudge(index: index, options: LookupOptions(nearest: 3))
    let item = ReplyMapping(index: index).item(judge.judge(.hash(Self.query)), at: 0)
    #expect(item.listedMatches.map(\.distance) == [20, 9, 60])
    #expect(item.matchCount == 1)
  }
}
