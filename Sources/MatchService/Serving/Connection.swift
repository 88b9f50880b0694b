import MatchProtocol
import Platform

/// One client, as the event loop sees it. Touched by the loop's thread alone.
///
///     socket --> unread --> parser --> waiting --> (workers) --> replies --> output --> socket
///
/// Everything on this way is bounded: `unread` by one receive, `waiting` and `replies` by `inflightMax`,
/// bodies by the budget, `output` by not reading on while it is long.
final class Connection {
  let id: UInt64
  let socket: StreamSocket
  let role: Role
  var parser: RequestParser
  var replies = ReplyQueue()
  var output = OutputBuffer()
  /// Requests that no worker has yet.
  var waiting: [Job] = []
  /// Requests that workers have.
  var workedOnCount = 0
  /// Received, not yet parsed.
  var unread: ArraySlice<UInt8> = []
  /// Descriptors that came in, and where in the stream the bytes that they came with end.
  var files: [(file: Descriptor, endOffset: Int)] = []
  var phase = Phase.open
  /// The peer sends nothing more.
  var inputEnded = false
  var receivedByteCount = 0
  /// Bodies of requests that are complete and not yet answered.
  var pendingBodyByteCount = 0
  /// How much of the parser's unfinished body is in the budget.
  var parsedBodyByteCount = 0
  /// Received and thrown away since the last reply was decided on.
  var discardedByteCount = 0
  /// Requests that begin here or later are answered with `DRAINING`.
  var drainOffset: Int?
  /// Milliseconds of the monotonic clock.
  var lastInput: UInt64
  var lastOutput: UInt64
  /// What the poller watches for.
  var interest = Poller.Interest.reading

  enum Role: String, Sendable {
    case reader, admin
  }

  enum Phase {
    case open
    /// The reply that ends the connection is decided on; input is thrown away.
    case ending
    /// All replies are sent; waits for the peer to see it.
    case lingering
  }

  /// Replies that the client does not take may grow to this before its requests are left alone.
  static let outputByteCountMax = 8 << 20

  init(id: UInt64, socket: StreamSocket, role: Role, limits: ProtocolLimits, now: UInt64) {
    self.id = id
    self.socket = socket
    self.role = role
    parser = RequestParser(limits: limits)
    lastInput = now
    lastOutput = now
  }

  /// Whether another request may be taken up: not too many are unanswered, not too many bytes wait either
  /// way.
  func mayParse(_ limits: ProtocolLimits) -> Bool {
    guard phase == .open, !isBacklogged else { return false }
    return parser.isInsideRequest
      || (replies.count < limits.inflightMax && pendingBodyByteCount < limits.bodyByteCountMax)
  }

  /// Whether the client leaves more replies untaken than it may.
  var isBacklogged: Bool {
    output.unsentCount + replies.waitingByteCount >= Self.outputByteCountMax
  }

  /// Nothing is owed to the client.
  var isSettled: Bool { replies.count == 0 && output.isEmpty }

  /// The first waiting request, and those after it that are so short that they go to a worker together.
  func takeGroup() -> [Job] {
    var count = 1
    if waiting[0].isSmall {
      while count < min(waiting.count, 32), waiting[count].isSmall { count += 1 }
    }
    let group = Array(waiting.prefix(count))
    waiting.removeFirst(count)
    workedOnCount += count
    return group
  }
}
