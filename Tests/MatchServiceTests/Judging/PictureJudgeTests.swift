import ContentDigests
import HashCore
import MatchProtocol
import MatchService
import Matcher
import TestSupport
import Testing

@Suite struct PictureJudgeTests {
  private let folder: TemporaryFolder
  private let bytes: [UInt8] = [1, 2, 3]
  private let far = DemoList.query.flipping(128)

  init() throws { folder = try TemporaryFolder() }

  /// What an exact scan says where the hasher gives `hashes`.
  private func item(
    _ hashes: HashedPicture, list: [MatchQuery] = [.hash(DemoList.query)], options: ScanOptions = .init()
  ) throws -> Item {
    let index = try makeIndex(list, in: folder)
    return PictureJudge(hasher: InventedHasher(fast: hashes, exact: hashes)).item(
      for: bytes, in: index, options)
  }

  private var digest: MatchQuery { .digest(ContentDigest(.sha1, of: bytes.span.bytes)) }

  @Test func equalDigestsAreKnownWhateverThePicture() throws {
    let index = try makeIndex([digest], in: folder)
    let judge = PictureJudge(hasher: PictureHasher())
    let item = judge.item(for: bytes, in: index, .init())
    guard case .known(let known) = item.outcome else {
      Issue.record("expected known, found \(item.outcome)")
      return
    }
    #expect(known.best.grade == "exact")
    #expect(known.matches.map(\.method) == ["sha1"])
    #expect(item.picture?.hash == nil)
    #expect(item.picture?.sha256 == "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81")
  }

  @Test func digestsAndHashesAreReportedTogether() throws {
    let item = try item(
      .invented(DemoList.query.flipping(3), quality: 10, decode: .exact),
      list: [.hash(DemoList.query), digest])
    guard case .known(let known) = item.outcome else {
      Issue.record("expected known, found \(item.outcome)")
      return
    }
    // The quality keeps the hash from being looked up; the digest needs none.
    #expect(known.matches.map(\.entry) == ["entry-1"])
    let both = try self.item(
      .invented(DemoList.query.flipping(3), decode: .exact), list: [.hash(DemoList.query), digest])
    guard case .known(let known) = both.outcome else {
      Issue.record("expected known, found \(both.outcome)")
      return
    }
    #expect(known.matches.map(\.method) == ["sha1", "pdq"])
    #expect(known.matchCount == 2)
  }

  @Test func qualitiesBelowTheGateAreUnjudged() throws {
    let low = try item(.invented(DemoList.query, quality: 49, decode: .exact))
    #expect(low.outcome == .unjudged(UnjudgedFields(reason: "low_quality")))
    #expect(low.picture?.quality == 49)
    guard case .known = try item(.invented(DemoList.query, quality: 50, decode: .exact)).outcome else {
      Issue.record("the gate is inclusive")
      return
    }
  }

  private static let truncated = UnjudgedFields(
    reason: "truncated", detail: "expected all rows of the picture, found the end of its data")

  @Test func truncatedPicturesAreNeverClean() throws {
    let clean = try item(.invented(far, decode: .exact, isTruncated: true))
    #expect(clean.outcome == .unjudged(Self.truncated))
    #expect(clean.picture?.isDamaged == true)
    #expect(clean.picture?.hash == ReplyHash(.damaged, far))
    let known = try item(.invented(DemoList.query, decode: .exact, isTruncated: true))
    guard case .known = known.outcome else {
      Issue.record("expected known, found \(known.outcome)")
      return
    }
    #expect(known.picture?.isDamaged == true)
    #expect(known.picture?.hash == ReplyHash(.damaged, DemoList.query))
  }

  @Test func aFileIsJudgedByAllItsPictures() throws {
    var picture = HashedPicture.invented(
      far, decode: .exact,
      turned: [
        ViewHash(
          view: PictureView(frame: .number(1)), hash: QualifiedHash(hash: DemoList.query, quality: 90))
      ])
    picture.info.pictures = PictureCount(total: 3, judged: 2, auxiliary: 1)
    let known = try item(picture)
    #expect(known.listedMatches.map { $0.view["frame"] } == ["1"])
    #expect(known.picture?.pictureCount == 3 && known.picture?.judgedPictureCount == 2)
    #expect(known.picture?.auxiliaryPictureCount == 1)
    let elsewhere: [MatchQuery] = [.hash(DemoList.query.flipping(64))]
    let partly = try item(picture, list: elsewhere)
    #expect(
      partly.outcome
        == .unjudged(
          UnjudgedFields(
            reason: "partly_judged", detail: "expected to look at 3 pictures, could look at 2")))
    picture.info.pictures.judged = 3
    #expect(try item(picture, list: elsewhere).outcome == .unknown(nearest: []))
  }

  @Test("a map or a thumbnail only ever adds a match, and its damage is told with it")
  func whatOnlyAddsMatches() throws {
    for frame in [PictureFrame.auxiliary(1), .thumbnail] {
      var picture = HashedPicture.invented(
        far, decode: .exact,
        turned: [
          ViewHash(view: PictureView(frame: frame), hash: QualifiedHash(hash: DemoList.query, quality: 90))
        ])
      picture.info.pictures = PictureCount(damaged: [frame])
      let known = try item(picture)
      #expect(known.listedMatches.map { $0.view["frame"] } == [frame.word])
      #expect(known.picture?.isDamaged == true)
      let unknown = try item(picture, list: [.hash(DemoList.query.flipping(64))])
      #expect(unknown.outcome == .unknown(nearest: []))
      #expect(unknown.picture?.isDamaged == false)
    }
  }

  @Test func damagedPicturesAreNeverClean() throws {
    let clean = try item(.invented(far, decode: .exact, damage: "bad codes"))
    #expect(clean.outcome == .unjudged(UnjudgedFields(reason: "damaged", detail: "bad codes")))
    #expect(clean.picture?.isDamaged == true)
    #expect(clean.picture?.hash == ReplyHash(.damaged, far))
    let known = try item(.invented(DemoList.query, decode: .exact, damage: "bad codes"))
    guard case .known = known.outcome else {
      Issue.record("expected known, found \(known.outcome)")
      return
    }
    #expect(known.picture?.isDamaged == true)
  }

  @Test func whatIsMissingCountsBeforeWhatIsDamaged() throws {
    let both = try item(.invented(far, quality: 0, decode: .exact, isTruncated: true, damage: "bad codes"))
    #expect(both.outcome == .unjudged(Self.truncated))
    let flat = try item(.invented(far, quality: 0, decode: .exact, damage: "bad codes"))
    #expect(flat.outcome == .unjudged(UnjudgedFields(reason: "damaged", detail: "bad codes")))
  }

  @Test func backgroundsAreLookedUpByTheirOwnQuality() throws {
    let white = ViewHash(
      view: PictureView(background: .white), hash: QualifiedHash(hash: DemoList.query, quality: 80))
    let known = try item(.invented(far, quality: 0, decode: .exact, turned: [white]))
    guard case .known(let fields) = known.outcome else {
      Issue.record("expected known, found \(known.outcome)")
      return
    }
    #expect(fields.matches.first?.view == ViewWords(white.view))
    // Without a match the picture as stored was not judged, whatever stood behind it.
    var missed = white
    missed.hash.hash = far
    let unjudged = try item(.invented(far, quality: 0, decode: .exact, turned: [missed]))
    #expect(unjudged.outcome == .unjudged(UnjudgedFields(reason: "low_quality")))
  }

  @Test func ringOnAFileWithoutRingTablesIsTheClientsMistake() throws {
    var writer = IndexWriter()
    writer.add(.hash(DemoList.query), list: "demo", id: "a")
    try writer.write(to: "\(folder.path)/lean", tables: .bkOnly)
    let index = try HashIndex.open(path: "\(folder.path)/lean")
    let hashes = HashedPicture.invented(far, decode: .exact)
    let onPicture = PictureJudge(hasher: InventedHasher(fast: hashes, exact: hashes))
      .judge(bytes.span.bytes, in: index, ScanOptions(search: SearchOptions(engine: .ring)))
    let onHash = QueryJudge(index: index, options: LookupOptions(search: SearchOptions(engine: .ring))).judge(
      .hash(far))
    #expect(onPicture == onHash)
    guard case .failed(let error) = ReplyMapping(index: index).item(onPicture, at: 3).outcome else {
      Issue.record("expected an error, found \(onPicture)")
      return
    }
    #expect(error.code == "BAD_REQUEST")
  }

  /// One question, two judges: a picture whose hash is asked for gets the verdict that the hash gets.
  @Test(arguments: [0, 3, 17, 31, 32, 128]) func bothJudgesSayTheSame(distance: Int) throws {
    let index = try makeIndex([.hash(DemoList.query), .hash(DemoList.query.flipping(2))], in: folder)
    let hash = DemoList.query.flipping(distance)
    let hashes = HashedPicture.invented(hash, decode: .exact)
    let onPicture = PictureJudge(hasher: InventedHasher(fast: hashes, exact: hashes))
      .judge(bytes.span.bytes, in: index, .init())
    let onHash = QueryJudge(index: index).judge(.hash(hash))
    #expect(onPicture.verdict == onHash.verdict)
    #expect(onPicture.picture?.primary == hashes.primary && onHash.picture == nil)
  }

  @Test(arguments: [
    (DecodeError(.empty), "undecodable"), (DecodeError(.corrupt(expected: "a", found: "b")), "undecodable"),
    (DecodeError(.unsupportedFormat(found: "text")), "unsupported_format"),
    (DecodeError(.tooLarge(what: "pixels", limit: 1, found: 2)), "too_large"),
    (DecodeError(.tooSmall(width: 4, height: 9)), "too_small"),
    (DecodeError(.truncated(expected: "rows", found: "none")), "truncated"),
  ])
  func picturesWithoutHashesSayWhy(error: DecodeError, reason: String) throws {
    struct Failing: HashSource {
      let error: DecodeError
      func hash(_ bytes: RawSpan, _ request: HashRequest) throws(DecodeError) -> HashedPicture { throw error }
    }
    let index = try makeIndex([.hash(DemoList.query)], in: folder)
    let item = PictureJudge(hasher: Failing(error: error)).item(for: bytes, in: index, .init())
    #expect(item.outcome == .unjudged(UnjudgedFields(reason: reason, detail: error.description)))
    #expect(item.picture?.decode == nil)
  }

  /// Where a decoder ended before it came to all pictures, those that it came to count.
  @Test(arguments: [
    (DecodeError.Reason.crashed(found: "a crash"), "decoder_crashed"),
    (.timeout(clock: "processor", secondsMax: 10), "timeout"),
  ])
  func whatWasFinishedOfAFileCounts(end: DecodeError.Reason, reason: String) throws {
    var picture = HashedPicture.invented(DemoList.query, decode: .exact)
    picture.info.unfinished = end
    let judge = PictureJudge(hasher: InventedHasher(fast: picture, exact: picture))
    let known = judge.item(for: bytes, in: try makeIndex([.hash(DemoList.query)], in: folder), .init())
    guard case .known = known.outcome else {
      Issue.record("expected known, found \(known.outcome)")
      return
    }
    let unjudged = judge.item(for: bytes, in: try makeIndex([.hash(far)], in: folder), .init())
    let detail = "of a further picture: \(DecodeError(end))"
    #expect(unjudged.outcome == .unjudged(UnjudgedFields(reason: reason, detail: detail)))
  }

  /// A file whose first picture is of a kind that is not decoded, and the hash of its second.
  private func brokenAlbum() throws -> (bytes: [UInt8], second: PDQHash) {
    var bytes = try Vectors.bytes("frames/mpo-three.jpg")
    let whole = try PictureHasher().hash(bytes.span.bytes, HashRequest(allPictures: true))
    let frame = try #require(bytes.firstRange(of: [0xFF, 0xC0, 0x00, 0x11, 8]))
    bytes[frame.upperBound - 1] = 12
    return (bytes, try #require(whole.ofFurther.first).hash.hash)
  }

  @Test func whereTheFirstPictureCannotBeDecodedAnotherMayBeKnown() throws {
    let (bytes, second) = try brokenAlbum()
    let judge = PictureJudge(hasher: PictureHasher())
    let known = judge.item(for: bytes, in: try makeIndex([.hash(second)], in: folder), .init())
    guard case .known(let fields) = known.outcome else {
      Issue.record("expected known, found \(known.outcome)")
      return
    }
    #expect(fields.best.view["frame"] == "1" && fields.best.distance == 0)
    let unknown = judge.item(for: bytes, in: try makeIndex([.hash(far)], in: folder), .init())
    guard case .unjudged(let why) = unknown.outcome else {
      Issue.record("expected unjudged, found \(unknown.outcome)")
      return
    }
    #expect(why.reason == "unsupported_format")
    for item in [known, unknown] {
      #expect(item.picture?.pictureCount == 3 && item.picture?.judgedPictureCount == 2)
    }
  }

  @Test func picturesTooLargeToTurnAreKnownAsStoredOrUnjudged() throws {
    let bytes = try Vectors.bytes("pictures/jpeg/444.jpg")
    let stored = try PictureHasher().hash(bytes.span.bytes).primary.hash
    // Enough for the rows that variants are averaged from, and not for the picture.
    let judge = PictureJudge(hasher: PictureHasher(limits: DecodeLimits(decodeByteCountMax: 1 << 17)))
    func outcome(_ hash: PDQHash, _ options: ScanOptions) throws -> Item.Outcome {
      judge.item(for: bytes, in: try makeIndex([.hash(hash)], in: folder), options).outcome
    }
    let turned = ScanOptions(allOrientations: true)
    guard case .known = try outcome(stored, turned) else {
      Issue.record("the picture as stored is known")
      return
    }
    guard case .unjudged(let why) = try outcome(far, turned) else {
      Issue.record("nobody looked at the picture turned")
      return
    }
    #expect(why.reason == "too_large")
    #expect(why.detail?.hasPrefix("looked at as stored and not turned: expected at most 0 MiB") == true)
    #expect(try outcome(far, .init()) == .unknown(nearest: []))
  }
}
