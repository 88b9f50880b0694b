import ContentDigests
import HashCore
import MatchProtocol
import MatchService
import Matcher
import TestSupport
import Testing

/// What unstable and uninformative hashes may say, and what is told where they may not.
struct InformationGateTests {
  private let folder: TemporaryFolder
  private let bytes: [UInt8] = [1, 2, 3]
  private let far = DemoList.query.flipping(128)

  init() throws { folder = try TemporaryFolder() }

  private func judgement(
    _ picture: HashedPicture, _ list: [MatchQuery] = [.hash(DemoList.query)], _ options: ScanOptions = .init()
  ) throws -> Judgement {
    PictureJudge(hasher: InventedHasher(fast: picture, exact: picture))
      .judge(bytes.span.bytes, in: try makeIndex(list, in: folder), options)
  }

  private func reason(_ judgement: Judgement) -> UnjudgedReason? {
    if case .success(.unjudged(let reason, _)) = judgement.verdict { reason } else { nil }
  }

  private func isKnown(_ judgement: Judgement) -> Bool {
    if case .success(.known) = judgement.verdict { true } else { false }
  }

  private func vague(_ distance: Int) -> HashedPicture {
    .invented(DemoList.query.flipping(distance), isInformative: false, decode: .exact)
  }

  @Test("a match of 5 bits or more of an uninformative hash is a lead", arguments: [0, 4, 5, 31, 32, 48, 49])
  func gate(distance: Int) throws {
    let found = try judgement(vague(distance))
    switch distance {
    case ...4: #expect(isKnown(found) && found.leads == .none)
    case ...48:
      #expect(reason(found) == (distance <= 31 ? .unstable : nil))
      let lead = ReportedMatch(
        entry: EntryNumber(rawValue: 0), method: .hash(distance: distance, view: .stored),
        threshold: .standard)
      #expect(found.leads == Leads(nearest: [lead], total: 1))
    default: #expect(found.verdict == .success(.unknown(nearest: [])) && found.leads == .none)
    }
  }

  @Test("digests count whatever the hash says, and the entry is no lead beside")
  func digests() throws {
    var writer = IndexWriter()
    writer.add(.hash(DemoList.query), list: "demo", id: "a")
    writer.add(.digest(ContentDigest(.sha1, of: bytes.span.bytes)), list: "demo", id: "a")
    try writer.write(to: "\(folder.path)/both", tables: .bkOnly)
    let picture = vague(8)
    let found = PictureJudge(hasher: InventedHasher(fast: picture, exact: picture))
      .judge(bytes.span.bytes, in: try HashIndex.open(path: "\(folder.path)/both"), .init())
    #expect(isKnown(found) && found.leads == .none)
  }

  @Test("one view that tells enough makes an entry known; others may still be leads")
  func views() throws {
    let white = ViewHash(
      view: PictureView(background: .white),
      hash: QualifiedHash(hash: DemoList.query.flipping(20), quality: 90))
    let picture = HashedPicture.invented(
      DemoList.query.flipping(8), isInformative: false, decode: .exact, turned: [white])
    let found = try judgement(picture)
    #expect(isKnown(found) && found.leads == .none)
    // An entry that only the gated view comes near, beside one that it does not.
    let other = DemoList.query.flipping(Array(0..<8) + Array(100..<120))
    let both = try judgement(picture, [.hash(DemoList.query), .hash(other)])
    #expect(isKnown(both) && both.leads.total == 1)
    #expect(both.leads.nearest.map(\.distance) == [20])
  }

  @Test("leads are counted, and no more told than matches would be")
  func leadCount() throws {
    let list = (0..<12).map { MatchQuery.hash(DemoList.query.flipping(6 + $0)) }
    let options = ScanOptions(search: SearchOptions(matchCountMax: 3))
    let found = try judgement(
      .invented(DemoList.query, isInformative: false, decode: .exact), list, options)
    #expect(found.leads.total == 12)
    #expect(found.leads.nearest.map(\.distance) == [6, 7, 8])
  }

  @Test("a hash below the quality gate has neither matches nor leads")
  func qualityFirst() throws {
    let flat = HashedPicture.invented(
      DemoList.query.flipping(8), quality: 10, stability: 256, isInformative: false, decode: .exact)
    let found = try judgement(flat)
    #expect(reason(found) == .lowQuality && found.leads == .none)
  }

  @Test("beyond 31 unstable bits nothing is unknown; matches stand", arguments: [0, 31, 32, 256])
  func stability(stability: Int) throws {
    let missed = try judgement(.invented(far, stability: stability, decode: .exact))
    if stability <= 31 {
      #expect(missed.verdict == .success(.unknown(nearest: [])))
    } else {
      #expect(
        missed.verdict
          == .success(
            .unjudged(
              .unstable, detail: "expected at most 31 bits that rounding may turn, found \(stability)")))
    }
    let found = try judgement(.invented(DemoList.query.flipping(20), stability: stability, decode: .exact))
    #expect(isKnown(found))
  }

  @Test("what is missing or damaged counts before what is unstable, a lead before either")
  func order() throws {
    let cut = HashedPicture.invented(far, stability: 256, decode: .exact, isTruncated: true)
    #expect(reason(try judgement(cut)) == .truncated)
    let broken = HashedPicture.invented(far, stability: 256, decode: .exact, damage: "bad codes")
    #expect(reason(try judgement(broken)) == .damaged)
    let lead = HashedPicture.invented(
      DemoList.query.flipping(9), isInformative: false, decode: .exact, damage: "bad codes")
    #expect(reason(try judgement(lead)) == .unstable)
  }

  @Test("each picture of a file has to be stable; a thumbnail, a map and a turned view need not")
  func furtherPictures() throws {
    func file(_ view: PictureView) -> HashedPicture {
      .invented(
        far, decode: .exact,
        turned: [ViewHash(view: view, hash: QualifiedHash(hash: far, quality: 90, stability: 128))])
    }
    #expect(reason(try judgement(file(PictureView(frame: .number(1))))) == .unstable)
    #expect(reason(try judgement(file(PictureView(background: .white)))) == .unstable)
    #expect(reason(try judgement(file(PictureView(frame: .thumbnail)))) == nil)
    #expect(reason(try judgement(file(PictureView(frame: .auxiliary(1))))) == nil)
    #expect(reason(try judgement(file(PictureView(orientation: .rot90)))) == nil)
  }

  @Test("a fast picture near an entry is gated by its exact hash")
  func fastIsSettled() throws {
    let near = DemoList.query.flipping(8)
    let index = try makeIndex([.hash(DemoList.query)], in: folder)
    let options = ScanOptions(decode: .fast)
    for (isInformative, reason) in [(true, nil), (false, UnjudgedReason.unstable)] {
      let hasher = InventedHasher(
        fast: .invented(near, isInformative: !isInformative, decode: .fast),
        exact: .invented(near, isInformative: isInformative, decode: .exact))
      let found = PictureJudge(hasher: hasher).judge(bytes.span.bytes, in: index, options)
      #expect(self.reason(found) == reason && isKnown(found) == isInformative)
    }
  }

  @Test("a pattern at 0 bits is known, an edited one a lead; photographs are as before")
  func madePictures() throws {
    let hasher = PictureHasher()
    let patterns = (0..<40).map { MadePixels.texture(seed: $0).jpeg() }
    let seen = try patterns.map { try hasher.hash($0.span.bytes, HashRequest()).primary }
    let vague = try #require(seen.firstIndex { !$0.isInformative && $0.isStable && $0.quality >= 50 })
    let judge = PictureJudge(hasher: hasher)
    let pattern = patterns[vague]
    func found(_ distance: Int) throws -> Judgement {
      let index = try makeIndex([.hash(seen[vague].hash.flipping(distance))], in: folder)
      return judge.judge(pattern.span.bytes, in: index, .init())
    }
    #expect(isKnown(try found(0)))
    let edited = try found(6)
    #expect(reason(edited) == .unstable && edited.leads.total == 1)
    let photograph = MadePixels.photograph(seed: 3).jpeg(quality: 80)
    let hash = try hasher.hash(photograph.span.bytes, HashRequest()).primary.hash
    let index = try makeIndex([.hash(hash.flipping(30))], in: folder)
    #expect(isKnown(judge.judge(photograph.span.bytes, in: index, .init())))
  }
}
