import DequeModule
import MatchProtocol
import Platform

/// One client, as the event loop sees it. Touched by the loop's thread alone.
///
///     socket --> intake --> waiting --> (workers) --> replies --> output --> socket
///
/// Everything on this way is bounded: what is unread by one receive, what waits for workers and `replies`
/// by `inflightMax`, bodies by the budget, `output` by not reading on while it is long.
final class Connection {
  enum Role: String, Sendable {
    case reader, admin
  }

  /// Goes from each to the next, and never back.
  enum Phase {
    case open
    /// The reply that ends the connection is decided on; input is thrown away.
    case ending
    /// All replies are sent; waits for the peer to see it.
    case lingering
  }

  let id: UInt64
  let role: Role
  /// Whether it came in by TCP, where no descriptors travel and browsers can be made to call.
  let isTCP: Bool
  let peer: Peer
  /// Whether it is told verdicts alone.
  let isRestricted: Bool
  private(set) var phase = Phase.open
  /// Requests that workers have.
  private(set) var workedOnCount = 0
  /// Milliseconds of the monotonic clock. Input that is not received yet counts from when it can be.
  private(set) var lastInput: UInt64
  private(set) var lastOutput: UInt64
  /// Since when the rest of the request that is arriving is awaited, without time in which it could not come.
  private(set) var restSince: UInt64?
  /// What the poller was last asked to watch for.
  private(set) var interest = Poller.Interest.reading

  /// Milliseconds of the monotonic clock.
  let openedAt: UInt64
  var use: RecentUse
  /// How much time of those that judge pictures it has used lately.
  var pictureUse: RecentUse
  /// Ends when the connection is forgotten.
  let presence = Presence()

  private let socket: StreamSocket
  private let limits: ProtocolLimits
  /// Bodies of this connection's requests, from their first byte until they are answered.
  private let bodies: Budget
  private var intake: RequestIntake
  /// Requests that wait for a worker.
  private var waiting = JobLines()
  private var replies = ReplyQueue()
  private var output = OutputBuffer()
  private let allowance: ReplyAllowance
  /// The peer sends nothing more, or nothing more of it is received.
  private var inputEnded = false
  private var discardedByteCount = 0

  /// How many bytes are thrown away after a reply that ends the connection, before it is cut.
  private static let discardByteCountMax = 256 << 20

  init(
    id: UInt64, socket: StreamSocket, role: Role, isTCP: Bool, isRestricted: Bool = false,
    limits: ProtocolLimits, budget: Budget,
    replies allowance: ReplyAllowance, now: UInt64
  ) {
    self.allowance = allowance
    self.id = id
    self.socket = socket
    self.role = role
    self.isTCP = isTCP
    self.isRestricted = isRestricted
    peer = Peer(socket, isTCP: isTCP)
    self.limits = limits
    bodies = Budget(shareOf: budget)
    intake = RequestIntake(limits: limits, bodies: bodies, refusesHTTP: isTCP)
    use = RecentUse(now: now)
    pictureUse = RecentUse(now: now, halfLife: RecentUse.pictureHalfLife)
    openedAt = now
    lastInput = now
    lastOutput = now
  }

  var descriptor: Descriptor { socket.descriptor }
  var unreadCount: Int { intake.unreadCount }
  /// Whether part of a request has arrived and nothing keeps the rest from being received.
  var awaitsRest: Bool { phase == .open && intake.isInsideRequest && interest.contains(.reading) }
  var hasUnsentOutput: Bool { !output.isEmpty }
  /// Requests that were taken up and whose replies were not given to the socket.
  var unansweredCount: Int { replies.count }
  var waitingCount: Int { waiting.count }
  /// Since when the oldest of those waits, in microseconds of the monotonic clock; `.max` without any.
  var waitingSince: UInt64 { waiting.oldestArrival }
  /// Bytes of bodies that are held for it.
  var heldByteCount: Int { bodies.held }
  /// Whether nothing of it is arriving, asked or being answered.
  var isIdle: Bool { phase == .open && unansweredCount == 0 && unreadCount == 0 && !intake.isInsideRequest }

  /// Whether the client leaves more replies untaken than it may.
  private var isBacklogged: Bool { output.unsentCount + replies.byteCount >= allowance.byteCount }

  // MARK: Input

  /// Receives what has arrived, where it can be used or is to be thrown away.
  /// - Returns: how many bytes came; `nil` where none is to be expected for now.
  func receive(now: UInt64) -> Int? {
    guard takesInput else { return nil }
    switch socket.receive() {
    case .bytes(let bytes, let files):
      lastInput = now
      if phase == .open { intake.append(bytes, files) } else { discard(bytes.count) }
      return bytes.count
    case .nothing: return nil
    case .end: inputEnded = true
    case .failed:
      inputEnded = true
      phase = .lingering
    }
    return nil
  }

  private var takesInput: Bool {
    !inputEnded && (phase != .open || (intake.unreadCount == 0 && mayTakeUpRequest))
  }

  /// Not too many requests are unanswered, not too many bytes wait either way.
  private var mayTakeUpRequest: Bool {
    guard phase == .open, !isBacklogged else { return false }
    return intake.isInsideRequest
      || (replies.count < limits.inflightMax && bodies.held < limits.bodyByteCountMax)
  }

  private func discard(_ byteCount: Int) {
    discardedByteCount += byteCount
    if discardedByteCount > Self.discardByteCountMax { inputEnded = true }
  }

  /// The next request that has arrived completely, as long as another one may be taken up.
  func nextRequest() -> ReceivedRequest? {
    if phase != .open { intake.discardUnread() }
    guard mayTakeUpRequest else { return nil }
    let request = intake.next()
    if request != nil || !intake.isInsideRequest {
      restSince = nil
    } else {
      restSince = restSince ?? lastInput
    }
    return request
  }

  /// Whether there is no room for what has arrived of a body.
  var lacksRoom: Bool { intake.lacksRoom }
  /// Bytes a second at which the body arrives that is arriving, since its request began; `nil` where none is
  /// kept.
  func arrivalRate(now: UInt64) -> Int? {
    guard intake.arrivingByteCount > 0 else { return nil }
    return 1000 * intake.arrivingByteCount / Int(max(1, now - min(now, restSince ?? now)))
  }

  func claimRoom() -> Bool { intake.claimRoom() }
  func giveWay() { intake.giveWay() }

  /// Gives the request that is arriving up, and makes room for the reply to it.
  func abandonUnfinished() -> Asker { openReply(tag: intake.abandon()) }

  // MARK: Requests

  /// Makes room for the reply to a request that is taken up.
  func openReply(tag: String?) -> Asker { Asker(connection: id, number: replies.open(), tag: tag) }

  /// Lets a request wait for a worker.
  func enqueue(_ job: consuming Job) { waiting.append(job) }

  func hasWaiting(_ kind: Job.Kind) -> Bool { waiting.count(kind) > 0 }

  /// What goes to a worker next; `nil` where the client has to take replies first.
  func nextGroup(_ kind: Job.Kind) -> JobGroup? {
    guard mayWork(on: kind) else { return nil }
    let group = waiting.popGroup(kind)
    workedOnCount += group.count
    return group
  }

  /// Replies that stand behind an unfinished one cannot be sent: to that one their bytes are no obstacle.
  private func mayWork(on kind: Job.Kind) -> Bool {
    guard isBacklogged else { return true }
    return output.unsentCount < allowance.byteCount && waiting.nextNumber(kind) == replies.firstNumber
  }

  /// Takes what a worker made of a request.
  func take(_ answer: Answer) {
    if answer.isLast { workedOnCount -= 1 }
    replies.fill(answer.asker.number, with: answer.bytes, isLast: answer.isLast)
  }

  /// Takes a request back that a worker has begun.
  func takeBack(_ job: consuming Job) {
    workedOnCount -= 1
    waiting.takeBack(job)
  }

  /// The next request that has waited since before `arrival` without a worker.
  func popOverdue(_ arrival: UInt64) -> Job? { waiting.popFresh(from: arrival) }

  /// The request that can be given up for the sake of others, where there is one.
  func popHeaviest() -> Job? { waiting.popHeaviest() }

  /// Replies to a request that was taken up, when its turn comes.
  /// - Parameter endsConnection: whether nothing follows after this reply.
  func reply(_ bytes: [UInt8], to asker: Asker, endsConnection: Bool = false) {
    replies.fill(asker.number, with: bytes)
    if endsConnection { phase = .ending }
  }

  // MARK: Output

  /// Sends replies that are finished and next in order.
  /// - Returns: how many bytes the socket took; `nil` if the peer is gone.
  func send(now: UInt64) -> Int? {
    while let reply = replies.pop() {
      if output.isEmpty { lastOutput = now }
      output.append(reply)
    }
    let byteCount = output.send(to: socket)
    if let byteCount, byteCount > 0 { lastOutput = now }
    return byteCount
  }

  // MARK: Endings

  /// From now on requests that begin are turned away.
  func beginDrain() { intake.beginDrain(pendingByteCount: socket.pendingByteCount) }

  /// Goes on to the next phase, where nothing is owed to the client any more.
  func settle(now: UInt64) {
    guard replies.count == 0 && output.isEmpty else { return }
    switch phase {
    case .lingering: break
    case .ending: linger(now: now)
    case .open:
      if inputEnded && intake.unreadCount == 0 {
        phase = .lingering
      } else if intake.isDrained {
        linger(now: now)
        inputEnded = socket.pendingByteCount == 0
      }
    }
  }

  /// Tells the client that this was all, and goes on receiving: closing with something unread would make the
  /// system throw away what the client has not read yet.
  private func linger(now: UInt64) {
    socket.endSending()
    phase = .lingering
    lastInput = now
    lastOutput = now
  }

  /// Whether nothing happens any more on this connection.
  var isOver: Bool { phase == .lingering && inputEnded }

  /// What the poller has to watch for from now on; `nil` where that has not changed.
  func changedInterest(now: UInt64) -> Poller.Interest? {
    var wanted: Poller.Interest = []
    if takesInput { wanted.insert(.reading) }
    if !output.isEmpty { wanted.insert(.writing) }
    guard wanted != interest else { return nil }
    if wanted.contains(.reading) && !interest.contains(.reading) {
      lastInput = now
      if restSince != nil { restSince = now }
    }
    interest = wanted
    return wanted
  }
}
