import MatchProtocol
import Matcher
import TestSupport
import Testing

@testable import MatchService

@Suite struct LookupRunTests {
  private let folder: TemporaryFolder
  private let loaded: LoadedIndex
  private let queries: QueryLines

  init() throws {
    folder = try TemporaryFolder()
    let path = "\(folder.path)/index"
    try writeIndex(hashLines(DemoList.lines.joined(separator: "\n")), to: path, generation: 1)
    loaded = LoadedIndex(index: try HashIndex.open(path: path), writtenAt: 0)
    let known = "\(DemoList.query)"
    queries = QueryLines((0..<500).map { ["pdq:zz", known, "\(DemoList.query.flipping(100))"][$0 % 3] })
  }

  private func run(
    limits: ProtocolLimits = .init(), deadline: UInt64 = .max, leavesOutUnknown: Bool = false
  ) -> LookupRun {
    LookupRun(
      LookupRequest(queries: queries, leavesOutUnknown: leavesOutUnknown), .init(), in: loaded, tag: "t",
      limits: limits, deadline: deadline)
  }

  /// All lines, and how many steps they took, each of which takes so long.
  private func lines(
    _ run: LookupRun, microsecondsEach: UInt64, takesParts: Bool = false
  ) -> (text: String, stepCount: Int, tally: ItemTally) {
    var run = run
    var (now, stepCount): (UInt64, Int) = (0, 0)
    var bytes: [UInt8] = []
    while !run.isFinished {
      run.step {
        defer { now += microsecondsEach }
        return now
      }
      stepCount += 1
      if takesParts { bytes += run.takeBytes() }
    }
    run.finish(with: [])
    bytes += run.takeBytes()
    return (String(decoding: bytes, as: UTF8.self), stepCount, run.tally)
  }

  @Test func theReplyIsTheSameHoweverItIsCut() {
    let whole = lines(run(), microsecondsEach: 0)
    for microseconds: UInt64 in [1, 1_000, 1_000_000] {
      let cut = lines(run(), microsecondsEach: microseconds, takesParts: true)
      #expect(cut.text == whole.text)
      #expect(cut.tally == whole.tally)
    }
    #expect(whole.tally.total == 500 && whole.tally.known == 167 && whole.tally.errors == 167)
    #expect(lines(run(leavesOutUnknown: true), microsecondsEach: 1).tally == whole.tally)
  }

  @Test func slowSearchesMakeShortSteps() {
    // 16 queries, 4 of them, and then one at a time.
    #expect(lines(run(), microsecondsEach: 1_000_000).stepCount == 500 - 16 + 1)
    // 16, 64, 256 and the rest.
    #expect(lines(run(), microsecondsEach: 1).stepCount == 4)
  }

  @Test func limitsOfTheReplyCountWhatWasTaken() {
    var limits = ProtocolLimits()
    limits.replyByteCountMax = 20_000
    let whole = lines(run(limits: limits), microsecondsEach: 1)
    let cut = lines(run(limits: limits), microsecondsEach: 1_000_000, takesParts: true)
    #expect(cut.text == whole.text)
    #expect(whole.text.contains(" error=TOO_LARGE class=fix "))
    #expect(whole.tally.total == 500 && whole.tally.known > 0 && whole.tally.known < 167)
  }

  @Test func whatIsNotReachedInTimeIsToldSo() {
    let late = lines(run(deadline: 150), microsecondsEach: 50)
    #expect(late.text.contains("ITEM i=0 error=BAD_HASH") && late.text.contains("ITEM i=1 verdict=known"))
    #expect(late.text.contains("ITEM i=499 error=TIMEOUT class=retry msg="))
    #expect(late.tally.total == 500)
  }
}

@Suite struct LookupPaceTests {
  @Test func stepsGrowFourfoldAtMostAndShrinkAtOnce() {
    var pace = LookupPace()
    pace.adapt(to: 0)
    #expect(pace.queryCount == 64)
    pace.adapt(to: LookupPace.stepMicroseconds / 2)
    #expect(pace.queryCount == 128)
    pace.adapt(to: 128 * LookupPace.stepMicroseconds)
    #expect(pace.queryCount == 1)
    pace.adapt(to: 100 * LookupPace.stepMicroseconds)
    #expect(pace.queryCount == 1)
  }
}
