import TestSupport
import Testing

@testable import MatchService

@Suite struct ReplyQueueTests {
  @Test func repliesComeInTheOrderOfTheirRequests() {
    var queue = ReplyQueue()
    let numbers = (0..<3).map { _ in queue.open() }
    queue.fill(numbers[2], with: [2])
    queue.fill(numbers[1], with: [1])
    #expect(queue.popFinished() == nil)
    queue.fill(numbers[0], with: [0])
    #expect((0..<4).map { _ in queue.popFinished() } == [[0], [1], [2], nil])
    #expect(queue.count == 0)
  }

  @Test func emptyRepliesAreRepliesToo() {
    var queue = ReplyQueue()
    queue.fill(queue.open(), with: [])
    #expect(queue.popFinished() == [])
    #expect(queue.popFinished() == nil)
  }

  @Test func unfinishedRequestsCountAndWeighNothing() {
    var queue = ReplyQueue()
    _ = queue.open()
    let second = queue.open()
    queue.fill(second, with: [1, 2, 3])
    #expect(queue.count == 2)
    #expect(queue.finishedByteCount == 3)
  }

  /// Against a dictionary that is searched anew each time.
  @Test func anyOrderOfFinishingGivesTheSame() {
    var generator = SeededGenerator(seed: 41)
    var queue = ReplyQueue()
    var open: [Int] = []
    var finished: [Int: [UInt8]] = [:]
    var next = 0
    for _ in 0..<5000 {
      switch generator.below(3) {
      case 0: open.append(queue.open())
      case 1 where !open.isEmpty:
        let number = open.remove(at: generator.below(open.count))
        let reply = [UInt8](repeating: UInt8(number % 256), count: generator.below(5))
        queue.fill(number, with: reply)
        finished[number] = reply
      default:
        let expected = finished.removeValue(forKey: next)
        if expected != nil { next += 1 }
        #expect(queue.popFinished() == expected)
      }
      #expect(queue.finishedByteCount == finished.values.reduce(0) { $0 + $1.count })
      #expect(queue.count == open.count + finished.count)
    }
  }
}
