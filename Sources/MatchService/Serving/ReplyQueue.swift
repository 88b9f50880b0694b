import DequeModule

/// The replies of one connection: given out in the order of their requests, in whatever order they are
/// finished. Every operation is O(1).
struct ReplyQueue {
  /// From the oldest request that is not yet answered on; `nil` while it is worked on.
  private var replies: Deque<[UInt8]?> = []
  private var firstNumber = 0
  /// Bytes of replies that are finished and were not given out.
  private(set) var finishedByteCount = 0

  /// Requests that were taken up and whose replies were not given out.
  var count: Int { replies.count }

  /// Makes room for the reply to the next request.
  /// - Returns: the number by which it is filled in.
  mutating func open() -> Int {
    replies.append(nil)
    return firstNumber + replies.count - 1
  }

  /// - Precondition: the number was given by `open` and not filled in yet.
  mutating func fill(_ number: Int, with reply: [UInt8]) {
    precondition(replies[number - firstNumber] == nil, "reply \(number) is filled in twice")
    replies[number - firstNumber] = reply
    finishedByteCount += reply.count
  }

  /// The reply that is next in order, once it is finished.
  mutating func popFinished() -> [UInt8]? {
    guard case .some(.some(let reply)) = replies.first else { return nil }
    replies.removeFirst()
    firstNumber += 1
    finishedByteCount -= reply.count
    return reply
  }
}
