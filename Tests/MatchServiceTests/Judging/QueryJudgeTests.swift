import HashCore
import MatchProtocol
import MatchService
import Matcher
import TestSupport
import Testing

@Suite struct QueryJudgeTests {
  /// Whatever stands between hashes, and wherever matches fall, a batch says what single look-ups say.
  @Test(arguments: [SearchEngine.auto, .ring, .bk, .linear])
  func batchesSayWhatSingleLookupsSay(engine: SearchEngine) throws {
    let folder = try TemporaryFolder()
    var generator = SeededGenerator(seed: 11)
    let entries = (0..<300).map { _ in
      PDQHash(words: (generator.next(), generator.next(), generator.next(), generator.next()))
    }
    let index = try makeIndex(
      entries.map { .hash($0) } + entries.prefix(50).map { .hash($0.flipping(3)) }, in: folder)
    for size in [0, 1, 2, 3, 500] {
      let queries = (0..<size).map { _ in query(near: entries, &generator) }
      for threshold in [0, 31, 140] {
        let search = SearchOptions(threshold: Threshold(threshold)!, matchCountMax: 2, engine: engine)
        let judge = QueryJudge(index: index, options: LookupOptions(search: search))
        var judgements: [Judgement] = []
        judge.forEachJudgement(on: QueryLines(queries)) { judgements.append($0) }
        #expect(judgements == queries.map { judge.judgement(on: $0) })
      }
    }
  }

  private func query(near entries: [PDQHash], _ generator: inout SeededGenerator) -> String {
    let entry = entries.randomElement(using: &generator)!
    switch Int.random(in: 0..<6, using: &generator) {
    case 0: return "md5:00112233445566778899aabbccddeeff"
    case 1: return "nonsense"
    case 2: return "\(entry.flipping(Int.random(in: 0...40, using: &generator)))"
    case 3: return "pdq:\(entry)"
    default: return "\(entry.flipping(120))"
    }
  }

  @Test func enginesThatTheFileHasNotFailForHashesAlone() throws {
    let folder = try TemporaryFolder()
    var writer = IndexWriter()
    writer.add(.hash(DemoList.query), list: "demo", id: "a")
    try writer.write(to: "\(folder.path)/lean", tables: .bkOnly)
    let index = try HashIndex.open(path: "\(folder.path)/lean")
    let judge = QueryJudge(index: index, options: LookupOptions(search: SearchOptions(engine: .ring)))
    let queries = QueryLines(["md5:00112233445566778899aabbccddeeff", "\(DemoList.query)", "zz"])
    var verdicts: [Result<Verdict, JudgingError>] = []
    judge.forEachJudgement(on: queries) { verdicts.append($0.verdict) }
    #expect(verdicts[0] == .success(.unknown(nearest: [])))
    guard case .failure(.search(let error)) = verdicts[1], case .failure(.query(.badHash)) = verdicts[2]
    else {
      Issue.record("expected errors, found \(verdicts)")
      return
    }
    #expect(error.check == .ringTables)
  }
}

extension QueryJudge {
  /// The judgement on a query by itself.
  fileprivate func judgement(on query: String) -> Judgement {
    do throws(QueryError) {
      return judge(try MatchQuery(parsing: query))
    } catch {
      return Judgement(.failure(.query(error)))
    }
  }
}
