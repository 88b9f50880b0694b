import TestSupport
import Testing

@testable import MatchService

@Suite struct QuickDeskTests {
  @Test func slowAnswersAreGivenUpForAWhileAndTriedAgain() {
    var pace = QuickPace()
    var (clock, pauses): (UInt64, [UInt64]) = (1, [])
    while pauses.count < 9 {
      let start = clock
      while pace.isFast(at: clock) {
        pace.add(start: clock, end: clock + 10_000)
        clock += 10_000
      }
      #expect(clock - start == 30_000, "one that is slow may be the machine's fault, three are not")
      let end = clock
      while !pace.isFast(at: clock) { clock += 500_000 }
      pauses.append((clock - end) / 1_000_000)
    }
    #expect(pauses == [1, 2, 4, 8, 16, 32, 64, 64, 64])
  }

  @Test func fastAnswersAreNeverGivenUp() {
    var pace = QuickPace()
    var generator = SeededGenerator(seed: 1)
    for number in 0..<10_000 {
      let clock = UInt64(number) * 1_000
      let isStopped = number % 50 == 0
      pace.add(start: clock, end: clock + UInt64(isStopped ? 5_000 : generator.below(60)))
      #expect(pace.isFast(at: clock + 1_000))
    }
  }

  @Test func aThousandFastAnswersForgetTheLongPauses() {
    var pace = QuickPace()
    var clock: UInt64 = 0
    func slow() -> UInt64 {
      while pace.isFast(at: clock) {
        pace.add(start: clock, end: clock + 10_000)
        clock += 10_000
      }
      let start = clock
      while !pace.isFast(at: clock) { clock += 1_000_000 }
      return (clock - start) / 1_000_000
    }
    #expect((0..<4).map { _ in slow() } == [1, 2, 4, 8])
    for _ in 0..<1_000 { pace.add(start: clock, end: clock + 10) }
    #expect(slow() == 1)
  }

  /// The loop's thread answers what is short and asked alone, and leaves the rest to workers, with the same
  /// words.
  @Test func bothWaysGiveTheSameReply() throws {
    let server = try RunningDaemon(lines: DemoList.lines)
    let client = try server.connect()
    let digest = "md5:\(String(repeating: "0", count: 32))"
    for query in ["\(DemoList.query)", "zz", digest, "sha1:\(String(repeating: "1", count: 40))"] {
      for keys in ["", " threshold=2 max_matches=1", " nearest=1"] {
        let quick = client.ask("LOOKUP \(query)\(keys)\n").dropLast()
        let slow = client.ask("LOOKUP n=2\(keys)\n\(query)\nzz\n").filter { $0.contains(" i=0 ") }
        #expect(Array(quick) == slow && !slow.isEmpty)
      }
    }
  }
}
