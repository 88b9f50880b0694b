import DequeModule

/// The replies of one connection: given out in the order of their requests, in whatever order they are
/// finished. Every operation is O(1), beside the bytes.
struct ReplyQueue {
  /// What is there of a reply and was not given out.
  private struct Reply {
    var bytes: [UInt8] = []
    var isComplete = false
  }

  /// From the oldest request that is not yet answered on.
  private var replies: Deque<Reply> = []
  /// The number of the oldest.
  private(set) var firstNumber = 0
  /// Bytes of replies that were not given out.
  private(set) var byteCount = 0

  /// Requests that were taken up and whose replies were not given out.
  var count: Int { replies.count }

  /// Makes room for the reply to the next request.
  /// - Returns: the number by which it is filled in.
  mutating func open() -> Int {
    replies.append(Reply())
    return firstNumber + replies.count - 1
  }

  /// Adds to a reply.
  /// - Parameter isLast: whether the reply is complete with this.
  /// - Precondition: the number was given by `open`, and the reply is not complete yet.
  mutating func fill(_ number: Int, with bytes: [UInt8], isLast: Bool = true) {
    let place = number - firstNumber
    precondition(!replies[place].isComplete, "reply \(number) is filled in twice")
    replies[place].isComplete = isLast
    byteCount += bytes.count
    if replies[place].bytes.isEmpty { replies[place].bytes = bytes } else { replies[place].bytes += bytes }
  }

  /// What is there of the reply that is next in order.
  mutating func pop() -> [UInt8]? {
    guard let first = replies.first, first.isComplete || !first.bytes.isEmpty else { return nil }
    byteCount -= first.bytes.count
    if first.isComplete {
      replies.removeFirst()
      firstNumber += 1
    } else {
      replies[0].bytes = []
    }
    return first.bytes
  }
}
