import Platform

/// The replies of one connection: given out in the order of their requests, in whatever order they are
/// finished.
struct ReplyQueue {
  struct Reply {
    var bytes: [UInt8]
    /// Whether nothing follows after this reply.
    var endsConnection = false
  }

  /// From the oldest request that is not yet answered on; `nil` while it is worked on.
  private var replies: [Reply?] = []
  private var firstNumber = 0

  /// Requests that were taken and whose replies were not given out.
  var count: Int { replies.count }

  /// Makes room for the reply to the next request.
  /// - Returns: the number by which it is filled in.
  mutating func open() -> Int {
    replies.append(nil)
    return firstNumber + replies.count - 1
  }

  mutating func fill(_ number: Int, with reply: Reply) { replies[number - firstNumber] = reply }

  /// The replies that are next in order and finished.
  mutating func takeFinished() -> [Reply] {
    let finished = replies.prefix { $0 != nil }.compactMap { $0 }
    replies.removeFirst(finished.count)
    firstNumber += finished.count
    return finished
  }

  /// Bytes of replies that are finished and wait for an earlier one.
  var waitingByteCount: Int { replies.reduce(0) { $0 + ($1?.bytes.count ?? 0) } }
}

/// Bytes that a socket has not taken yet.
struct OutputBuffer {
  private var bytes: [UInt8] = []
  private var sentCount = 0

  var unsentCount: Int { bytes.count - sentCount }
  var isEmpty: Bool { unsentCount == 0 }

  mutating func append(_ more: [UInt8]) {
    if isEmpty {
      bytes = more
      sentCount = 0
    } else {
      bytes += more
    }
  }

  /// Sends what the socket takes at once.
  /// - Returns: how many bytes that were; `nil` if the peer is gone.
  mutating func send(to socket: StreamSocket) -> Int? {
    var total = 0
    while !isEmpty {
      guard let count = socket.send(bytes[sentCount...]) else { return nil }
      if count == 0 { break }
      sentCount += count
      total += count
    }
    if isEmpty { self = OutputBuffer() }
    return total
  }
}
