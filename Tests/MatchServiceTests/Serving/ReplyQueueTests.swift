import TestSupport
import Testing

@testable import MatchService

@Suite struct ReplyQueueTests {
  @Test func repliesComeInTheOrderOfTheirRequests() {
    var queue = ReplyQueue()
    let numbers = (0..<3).map { _ in queue.open() }
    queue.fill(numbers[2], with: [2])
    queue.fill(numbers[1], with: [1])
    #expect(queue.pop() == nil)
    queue.fill(numbers[0], with: [0])
    #expect((0..<4).map { _ in queue.pop() } == [[0], [1], [2], nil])
    #expect(queue.count == 0)
  }

  @Test func emptyRepliesAreRepliesToo() {
    var queue = ReplyQueue()
    queue.fill(queue.open(), with: [])
    #expect(queue.pop() == [])
    #expect(queue.pop() == nil)
  }

  @Test func unfinishedRequestsCountAndWeighNothing() {
    var queue = ReplyQueue()
    _ = queue.open()
    let second = queue.open()
    queue.fill(second, with: [1, 2, 3])
    #expect(queue.count == 2)
    #expect(queue.byteCount == 3)
  }

  @Test func partsOfTheNextReplyGoOutBeforeTheRestIsThere() {
    var queue = ReplyQueue()
    let (first, second) = (queue.open(), queue.open())
    queue.fill(second, with: [7], isLast: false)
    queue.fill(first, with: [1], isLast: false)
    queue.fill(first, with: [2], isLast: false)
    #expect(queue.byteCount == 3)
    #expect([queue.pop(), queue.pop()] == [[1, 2], nil])
    queue.fill(first, with: [], isLast: true)
    queue.fill(second, with: [8])
    #expect(queue.firstNumber == first)
    #expect([queue.pop(), queue.pop(), queue.pop()] == [[], [7, 8], nil])
    #expect(queue.count == 0 && queue.byteCount == 0)
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
        #expect(queue.pop() == expected)
      }
      #expect(queue.byteCount == finished.values.reduce(0) { $0 + $1.count })
      #expect(queue.count == open.count + finished.count)
    }
  }
}
