import ContentDigests
import HashCore
import ListStore
import MatchProtocol
import Matcher
import TestSupport
import Testing

@testable import MatchService

/// Every verdict from a store equals that of a linear judge over the store's entries, whatever lists it has
/// and whatever was done to them, compiled or not.
@Suite struct StoreVerdictTests {
  private static let author = Author(operator: "uid:test", time: 1_700_000_000)

  private static let lists: [StoredList] = [
    StoredList(name: "a-official", kind: .official, threshold: Threshold(12)!),
    StoredList(name: "b-own", kind: .own, nearThreshold: Threshold(40)!, hasProposedLeads: true),
    StoredList(name: "c-harmless", kind: .negative, threshold: Threshold(9)!),
    StoredList(name: "d-wide", kind: .own, threshold: Threshold(36)!, nearThreshold: Threshold(44)!),
    StoredList(name: "e-harmless", kind: .negative, suppression: .lists(["b-own", "d-wide"])),
  ]

  private static let centres = (1...3).map { seed in
    var random = SeededGenerator(seed: UInt64(seed))
    return PDQHash(words: (random.next(), random.next(), random.next(), random.next()))
  }

  private static func hash(_ generator: inout SeededGenerator) -> PDQHash {
    centres[generator.below(3)].flipping(
      Array((0..<256).shuffled(using: &generator).prefix(generator.below(24))))
  }

  /// A file of one byte, which stands for a picture's.
  private static func file(_ generator: inout SeededGenerator) -> [UInt8] { [UInt8(generator.below(6))] }

  private static func digest(_ generator: inout SeededGenerator) -> ContentDigest {
    ContentDigest(.md5, of: file(&generator).span.bytes)
  }

  private static func entry(_ id: String, _ generator: inout SeededGenerator) -> NewEntry {
    let hashes = (0..<generator.below(3)).map { _ in StoredHash(hash(&generator)) }
    let hasDigest = hashes.isEmpty || generator.below(3) == 0
    return NewEntry(
      id: id, content: EntryContent(hashes: hashes, digests: hasDigest ? [digest(&generator)] : []))
  }

  @Test(arguments: 0..<Proof.count(8, long: 80))
  func verdictsAreThoseOfALinearJudge(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(500 + seed))
    let folder = try TemporaryFolder()
    let store = try ListStore.create(at: folder.path("store"), by: Self.author)
    var reader = StoreReader(try ListStore(opening: folder.path("store")), honoured: .judged)
    for (step, list) in Self.lists.enumerated() {
      try store.create(list, by: Self.author)
      for _ in 0..<Proof.count(25, long: 60) { try Self.change(store, upTo: step, &generator) }
      if generator.below(3) > 0 { _ = try store.compile(by: Self.author) }
      for _ in 0..<8 { try Self.change(store, upTo: step, &generator) }
      if generator.below(3) == 0 {
        reader = StoreReader(try ListStore(opening: folder.path("store")), honoured: .judged)
      }
      try compare(try reader.index(), try LinearJudge(store), &generator)
      _ = try store.check()
    }
  }

  private static func change(
    _ store: ListStore, upTo last: Int, _ generator: inout SeededGenerator
  ) throws {
    let (list, id) = (lists[generator.below(last + 1)].name, "\(generator.below(12))")
    do throws(StoreError) {
      switch generator.below(8) {
      case 0: try review(.dispute, id, list, store)
      case 1: try review(.withdraw, id, list, store)
      case 2: try review(.reinstate, id, list, store)
      default:
        _ = try store.add(entry(id, &generator), to: list, by: author)
        if generator.below(4) > 0 { try review(.confirm, id, list, store) }
      }
    } catch {
      #expect([.entry, .state, .content].contains(error.check), "\(error)")
    }
  }

  private static func review(
    _ decision: Review.Decision, _ id: String, _ list: String, _ store: ListStore
  ) throws(StoreError) {
    let review = Review(decision, reviewer: "r", reason: "a test")
    _ = try store.review(id, of: list, review, by: author)
  }

  private func compare(
    _ index: LiveIndex, _ linear: LinearJudge, _ generator: inout SeededGenerator
  ) throws {
    let queries =
      (0..<24).map { _ in MatchQuery.hash(Self.hash(&generator)) }
      + (0..<6).map { _ in .digest(Self.digest(&generator)) }
    let noLeads = ThresholdChoice(standard: Threshold(0)!)
    for asked in [nil, 0, 20, 60] as [Int?] {
      let search = SearchOptions(
        threshold: asked.flatMap { Threshold($0) }, matchCountMax: generator.below(2) == 0 ? 3 : 50)
      let judge = QueryJudge(index: index, options: LookupOptions(search: search))
      var batch: [Judgement] = []
      judge.forEachJudgement(on: QueryLines(queries.map(\.text)), coreCount: 2) { batch.append($0) }
      for (query, judgement) in zip(queries, batch) {
        let expected = linear.told(of: [query], search, noLeads)
        #expect(told(judgement, index) == expected, "\(query.text)")
        #expect(judge.judge(query) == judgement)
      }
      try comparePictures(index, linear, search, &generator)
    }
  }

  /// Pictures of two views and a digest.
  private func comparePictures(
    _ index: LiveIndex, _ linear: LinearJudge, _ search: SearchOptions, _ generator: inout SeededGenerator
  ) throws {
    for near in [nil, 0, 30] as [Int?] {
      let options = ScanOptions(search: search, nearThreshold: near.flatMap { Threshold($0) })
      for _ in 0..<6 {
        let file = Self.file(&generator)
        let hashes = [Self.hash(&generator), Self.hash(&generator)]
        var picture = PictureSearch(index, options)
        _ = picture.addDigests(of: file.span.bytes)
        try picture.add(
          zip([PictureView.stored, PictureView(frame: .number(1))], hashes).map {
            ViewHash(view: $0, hash: QualifiedHash(hash: $1, quality: 100))
          })
        let judgement = picture.judgement(
          picture.verdict(otherwise: .tooLarge),
          PictureFacts(sha256: ContentDigest(.sha256, of: file.span.bytes), info: nil))
        let expected = linear.told(
          of: [.digest(ContentDigest(.md5, of: file.span.bytes))] + hashes.map { .hash($0) }, search,
          options.nearThreshold)
        #expect(told(judgement, index) == expected, "\(file) \(hashes)")
      }
    }
  }

  private func told(_ judgement: Judgement, _ index: LiveIndex) -> [String] {
    func name(_ match: ReportedMatch) -> String {
      let entry = index.entry(match.entry)
      return "\(entry.list)/\(entry.id) \(match.distance.map { "\($0)" } ?? "digest")"
    }
    var told: [String] = []
    if case .success(.known(let matches, let total)) = judgement.verdict {
      told = ["known \(total)"] + matches.map(name)
    }
    told += ["leads \(judgement.leads.total)"] + judgement.leads.nearest.map(name)
    if let lost = judgement.suppressed {
      let by = index.entry(lost.suppressor)
      told.append("lost \(lost.total) \(name(lost.first)) to \(by.list)/\(by.id)")
    }
    return told
  }
}
