import Logging
import MatchProtocol
import Platform

/// The one thread that owns all sockets: it reads, parses, decides whose turn it is, and writes.
///
///     sockets --> EventLoop --groups of jobs--> WorkerPool
///                    ^-------- Mailbox <-------- answers, reloads, signals
///
/// It never waits for anything but the poller: look-ups and decoding are the workers' business, opening an
/// index the loader's.
final class EventLoop {
  let context: ServiceContext
  let mailbox: Mailbox
  let loader: IndexLoader
  let pool: WorkerPool
  var poller: Poller
  var listeners: [UInt64: Listener] = [:]
  var connections: [UInt64: Connection] = [:]
  /// Connections with waiting requests, in the order in which they get their turn.
  var turns: [UInt64] = []
  /// Milliseconds of the monotonic clock, as of the last wake-up.
  var now = Clock.milliseconds
  var drainDeadline: UInt64?
  /// Set when the loop is to end; holds why, if that is an error.
  var outcome: Result<Void, ServiceError>?
  let startedAt = Clock.milliseconds
  private var nextID: UInt64 = 1
  private var lastTick: UInt64 = 0

  /// The mailbox's token; connections and listeners are numbered from 1.
  private static let mailboxToken: UInt64 = 0
  /// How often deadlines are looked at, in milliseconds.
  private static let tick: UInt64 = 250

  init(_ context: ServiceContext, mailbox: Mailbox, loader: IndexLoader, pool: WorkerPool) throws(SystemError)
  {
    self.context = context
    self.mailbox = mailbox
    self.loader = loader
    self.pool = pool
    poller = try Poller()
    try poller.add(mailbox.bell.descriptor, token: Self.mailboxToken, .reading)
  }

  var logger: Logger { context.logger }
  var limits: ProtocolLimits { context.configuration.limits }
  var timeouts: ServiceTimeouts { context.configuration.timeouts }
  var isDraining: Bool { drainDeadline != nil }

  func newID() -> UInt64 {
    defer { nextID += 1 }
    return nextID
  }

  /// Runs until told to end.
  func run() -> Result<Void, ServiceError> {
    while true {
      if let outcome { return outcome }
      let events = poller.wait(timeout: Int32(Self.tick))
      now = Clock.milliseconds
      for event in events { handle(event) }
      handOut()
      if now - lastTick >= Self.tick {
        lastTick = now
        checkDeadlines()
      }
      endIfDrained()
    }
  }

  private func handle(_ event: Poller.Event) {
    if event.token == Self.mailboxToken {
      for message in mailbox.takeAll() { handle(message) }
    } else if let listener = listeners[event.token] {
      accept(from: listener)
    } else if let connection = connections[event.token] {
      handle(event.ready, connection)
    }
  }

  private func handle(_ ready: Poller.Interest, _ connection: Connection) {
    if ready.contains(.reading) { receive(connection) }
    // A peer that is gone in both directions takes no reply, so its requests are not worth an answer.
    if ready.contains(.hangup) { return drop(connection) }
    advance(connection)
  }

  private func handle(_ message: Message) {
    switch message {
    case .answers(let answers): for answer in answers { take(answer) }
    case .indexOpened(let generation, let asker): indexOpened(generation, asker)
    case .indexFailed(let error, let asker): indexFailed(error, asker)
    case .reload: loader.order()
    case .drain: beginDrain()
    case .stop: outcome = .success(())
    }
  }

  /// Gives workers what is next, one group per connection and turn.
  func handOut() {
    var skipped: [UInt64] = []
    while pool.hasRoom, !turns.isEmpty {
      let id = turns.removeFirst()
      guard let connection = connections[id], !connection.waiting.isEmpty else { continue }
      if connection.isBacklogged {
        skipped.append(id)
      } else {
        pool.submit(connection.takeGroup())
        if !connection.waiting.isEmpty { turns.append(id) }
      }
    }
    turns += skipped
  }

  private func take(_ answer: Answer) {
    context.budget.release(answer.bodyByteCount)
    guard let connection = connections[answer.connection] else { return }
    connection.workedOnCount -= 1
    connection.pendingBodyByteCount -= answer.bodyByteCount
    connection.replies.fill(answer.number, with: ReplyQueue.Reply(bytes: answer.bytes))
    advance(connection)
  }
}
