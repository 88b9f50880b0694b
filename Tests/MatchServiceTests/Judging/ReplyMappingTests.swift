import ContentDigests
import HashCore
import MatchProtocol
import MatchService
import Matcher
import TestSupport
import Testing

/// Verdicts become words in one place.
@Suite struct ReplyMappingTests {
  private let index: HashIndex
  private let mapping: ReplyMapping

  init() throws {
    let folder = try TemporaryFolder()
    index = try makeIndex([.hash(DemoList.query), .hash(DemoList.query.flipping(5))], in: folder)
    mapping = ReplyMapping(index: index)
  }

  private func outcome(_ verdict: Verdict) -> Item.Outcome {
    mapping.item(Judgement(.success(verdict)), at: 0).outcome
  }

  private func match(_ entry: UInt32, _ method: MatchMethod) -> ReportedMatch {
    ReportedMatch(entry: EntryNumber(rawValue: entry), method: method, threshold: .standard)
  }

  @Test(arguments: UnjudgedReason.allCases) func reasonsAreTheirOwnWords(reason: UnjudgedReason) throws {
    let expected = UnjudgedFields(reason: reason.rawValue, detail: "why")
    #expect(outcome(.unjudged(reason, detail: "why")) == .unjudged(expected))
    let document = try String(
      contentsOf: Repository.root.appending(path: "docs/protocol.md"), encoding: .utf8)
    #expect(document.contains("`\(reason.rawValue)`"), "docs/protocol.md does not name \(reason.rawValue)")
  }

  @Test func everyMethodAndViewHasItsWords() {
    let view = PictureView(orientation: .flipx, background: .black)
    let found = outcome(
      .known(matches: [match(0, .digest(.sha1)), match(1, .hash(distance: 9, view: view))], total: 5))
    let best = MatchFields(
      list: "demo", entry: "entry-0", state: "confirmed", method: "sha1", grade: "exact")
    let further = MatchFields(
      list: "demo", entry: "entry-1", state: "confirmed", method: "pdq", grade: "strong", distance: 9,
      threshold: 31, view: ViewWords(view))
    #expect(found == .known(KnownFields(best: best, further: [further], more: 3)))
  }

  @Test func entriesBeyondTheThresholdHaveNoGradeAndDoNotCount() {
    let near = match(0, .hash(distance: 31, view: .stored))
    let far = match(1, .hash(distance: 32, view: .stored))
    guard case .known(let known) = outcome(.known(matches: [near, far], total: 1)) else {
      Issue.record("expected a known item")
      return
    }
    #expect(known.best.grade == "near" && known.further[0].grade == nil)
    #expect(known.matchCount == 1 && known.more == 0)
    guard case .unknown(let nearest) = outcome(.unknown(nearest: [far])) else {
      Issue.record("expected an unknown item")
      return
    }
    #expect(nearest[0].distance == 32 && nearest[0].grade == nil && nearest[0].threshold == nil)
  }

  @Test func leadsStandBesideTheVerdict() {
    var judgement = Judgement(.success(.unjudged(.unstable, detail: nil)))
    #expect(mapping.item(judgement, at: 0).leads == nil)
    let view = PictureView(orientation: .rot90, frame: .number(2))
    judgement.leads = Leads(
      nearest: [match(1, .hash(distance: 9, view: view)), match(0, .hash(distance: 12, view: .stored))],
      total: 7)
    let nearest = LeadFields(
      list: "demo", entry: "entry-1", distance: 9, view: ViewWords(view), state: "confirmed")
    let further = LeadFields(
      list: "demo", entry: "entry-0", distance: 12, view: ViewWords(.stored), state: "confirmed")
    #expect(
      mapping.item(judgement, at: 0).leads == ToldLeads(nearest: nearest, further: [further], total: 7))
  }

  @Test func whatWasTakenAwayAndByWhatIsNamed() throws {
    var writer = IndexWriter()
    for (list, id) in [("a/b", "1/2"), ("known%good", "3")] {
      writer.add(.hash(DemoList.query), list: list, id: id)
    }
    let folder = try TemporaryFolder()
    try writer.write(to: folder.path("named"))
    let mapping = ReplyMapping(index: try HashIndex.open(path: folder.path("named")))
    var judgement = Judgement(.success(.unknown(nearest: [])))
    judgement.suppressed = SuppressedMatches(
      first: match(0, .hash(distance: 9, view: .stored)), suppressor: EntryNumber(rawValue: 1), total: 3)
    let fields = try #require(mapping.item(judgement, at: 0).suppressed)
    #expect(fields.match == "a%2Fb/1/2" && fields.suppressor == "known%25good/3" && fields.total == 3)
  }

  @Test func placeAndNameAreTheRequests() {
    let digest = ContentDigest(.sha256, of: [UInt8]([1]).span.bytes)
    let judgement = Judgement(
      .success(.unjudged(.undecodable, detail: nil)),
      picture: PictureFacts(sha256: digest, info: nil))
    let item = mapping.item(judgement, at: 7, name: "a b")
    #expect(item.index == 7)
    #expect(item.picture == PictureFields(sha256: digest.hex, name: "a b"))
  }
}
