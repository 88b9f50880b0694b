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
  private let context: ServiceContext
  private let mailbox: Mailbox
  private let loader: IndexLoader
  private let pool: WorkerPool
  private let desk: ControlDesk
  private let reception: Reception
  private let deadlines: Deadlines
  private let poller: Poller
  private var listeners: ListenerSet
  private var connections: ConnectionTable
  private var turns = TurnList()
  /// Milliseconds of the monotonic clock, as of the last wake-up.
  private var now = Clock.milliseconds
  private let startedAt = Clock.milliseconds
  private var lastTick: UInt64 = 0
  private var nextID: UInt64 = 1
  /// When the loop ends whatever is left to do; set once it drains.
  private var drainDeadline: UInt64?
  /// Set when the loop is to end; holds why, if that is an error.
  private var outcome: Result<Void, ServiceError>?

  /// The mailbox's token; connections and listeners are numbered from 1.
  private static let mailboxToken: UInt64 = 0
  /// How often deadlines are looked at, in milliseconds.
  private static let tick: UInt64 = 250
  /// How often one connection may receive before others get their turn.
  private static let receiveCountMax = 8

  init(_ context: ServiceContext, mailbox: Mailbox, loader: IndexLoader, pool: WorkerPool) throws(SystemError)
  {
    self.context = context
    self.mailbox = mailbox
    self.loader = loader
    self.pool = pool
    desk = ControlDesk(context: context, loader: loader)
    reception = Reception(context: context, desk: desk)
    deadlines = Deadlines(timeouts: context.configuration.timeouts)
    poller = try Poller()
    listeners = ListenerSet(poller)
    connections = ConnectionTable(poller)
    try poller.add(mailbox.bell.descriptor, token: Self.mailboxToken, .reading)
  }

  /// Has connections come in by a listening socket, from `run` on.
  func listen(on socket: ListeningSocket, as role: Connection.Role, isTCP: Bool = false) throws(SystemError) {
    try listeners.insert(.init(id: newID(), socket: socket, role: role, isTCP: isTCP))
  }

  private func newID() -> UInt64 {
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
      handOutTurns()
      if now - lastTick >= Self.tick {
        lastTick = now
        listeners.wake()
        checkDeadlines()
      }
      endIfDrained()
    }
  }

  private func handle(_ event: Poller.Event) {
    if event.token == Self.mailboxToken {
      for message in mailbox.collect() { handle(message) }
    } else if let listener = listeners[event.token] {
      acceptConnections(from: listener)
    } else if let connection = connections[event.token] {
      handle(event.ready, connection)
    }
  }

  private func handle(_ message: Message) {
    switch message {
    case .answers(let answers): for answer in answers { deliver(answer) }
    case .indexOpened(let generation, let asker): reply(desk.indexOpened(generation, for: asker), to: asker)
    case .indexFailed(let error, let asker):
      if context.holder.loaded == nil {
        // Without any index yet there is nothing to serve.
        outcome = .failure(.index(error))
      } else {
        reply(desk.indexRefused(error, for: asker), to: asker)
      }
    case .reload: loader.order()
    case .drain: beginDrain()
    case .stop: outcome = .success(())
    }
  }

  // MARK: Connections

  /// Takes the connections that wait, as long as there is room and descriptors last.
  private func acceptConnections(from listener: ListenerSet.Listener) {
    while let socket = listeners.accept(from: listener) {
      if connections.count < context.configuration.connectionCountMax {
        open(socket, from: listener)
      } else {
        turnAway(socket)
      }
    }
  }

  private func open(_ socket: StreamSocket, from listener: ListenerSet.Listener) {
    let connection = Connection(
      id: newID(), socket: socket, role: listener.role, isTCP: listener.isTCP,
      limits: context.configuration.limits, budget: context.budget, now: now)
    do throws(SystemError) {
      try connections.insert(connection)
    } catch {
      context.logger.warning("connection not taken", metadata: ["reason": "\(error)"])
      return
    }
    context.counters.update { $0.connectionsAccepted += 1 }
  }

  private func turnAway(_ socket: StreamSocket) {
    let limit = context.configuration.connectionCountMax
    var encoder = ResponseEncoder(tag: nil)
    encoder.error(
      ProtocolError(.busy, "too many connections are open", fields: [Field("limit", "\(limit)")]))
    _ = socket.send(encoder.bytes[...])
    context.counters.update { $0.connectionsRefused += 1 }
  }

  private func handle(_ ready: Poller.Interest, _ connection: Connection) {
    if ready.contains(.reading) { receive(connection) }
    // A peer that is gone in both directions takes no reply, so its requests are not worth an answer.
    if ready.contains(.hangup) { return connections.remove(connection) }
    advance(connection)
  }

  private func receive(_ connection: Connection) {
    for _ in 0..<Self.receiveCountMax {
      guard let byteCount = connection.receive(now: now) else { return }
      context.counters.update { $0.receivedByteCount += byteCount }
      takeUpRequests(connection)
    }
  }

  /// Turns what was received into requests, as long as another one may be taken up.
  private func takeUpRequests(_ connection: Connection) {
    while let request = connection.nextRequest() {
      reception.accept(request, on: connection) { gauges }
    }
    if connection.waitingCount > 0 { turns.join(connection.id) }
  }

  /// Moves a connection on as far as it goes: finished replies out, further requests in. Ends with what the
  /// poller watches for being right, or with the connection gone.
  private func advance(_ connection: Connection) {
    guard connections[connection.id] != nil else { return }
    var unreadCount: Int
    repeat {
      unreadCount = connection.unreadCount
      guard let byteCount = connection.send(now: now) else { return connections.remove(connection) }
      if byteCount > 0 { context.counters.update { $0.sentByteCount += byteCount } }
      takeUpRequests(connection)
    } while connection.unreadCount != unreadCount
    connection.settle(now: now)
    if connection.isOver {
      connections.remove(connection)
    } else {
      connections.watch(connection, now: now)
    }
  }

  // MARK: Work

  /// Gives workers what is next, one group per connection and turn.
  private func handOutTurns() {
    turns.handOut(while: pool.hasRoom) { id in
      guard let connection = connections[id], connection.waitingCount > 0 else { return .over }
      if connection.isBacklogged { return .passed }
      pool.submit(connection.nextGroup())
      return connection.waitingCount > 0 ? .again : .over
    }
  }

  private func deliver(_ answer: Answer) {
    guard let connection = connections[answer.asker.connection] else { return }
    connection.finish(answer)
    advance(connection)
  }

  private func reply(_ bytes: [UInt8], to asker: Asker?) {
    guard let asker, let connection = connections[asker.connection] else { return }
    connection.reply(bytes, to: asker)
    advance(connection)
  }

  private var gauges: StatsReport.Gauges {
    StatsReport.Gauges(
      uptimeSeconds: Int((now - startedAt) / 1000), isDraining: isDraining,
      connectionsOpen: connections.count, requestsWaiting: connections.requestsWaiting,
      bodyByteCountHeld: context.budget.heldByteCount, workerCount: context.configuration.workerCount,
      loaded: context.holder.loaded)
  }

  // MARK: Endings

  private var isDraining: Bool { drainDeadline != nil }

  private func checkDeadlines() {
    for connection in connections.all {
      if deadlines.arePast(for: connection, at: now, isDraining: isDraining) {
        context.counters.update { $0.connectionsTimedOut += 1 }
        connections.remove(connection)
      } else if deadlines.isRestPast(on: connection, at: now) {
        reception.abandonUnfinished(on: connection)
        advance(connection)
      }
    }
  }

  /// Stops taking connections and requests; what was asked up to now is answered.
  private func beginDrain() {
    guard !isDraining else { return }
    context.logger.info("draining", metadata: ["connections": "\(connections.count)"])
    drainDeadline = now + context.configuration.timeouts.drain
    listeners.removeAll()
    // The same moment for all: a client that sees another's connection end may ask nothing more.
    for connection in connections.all { connection.beginDrain() }
    for connection in connections.all { advance(connection) }
  }

  private func endIfDrained() {
    guard let drainDeadline, outcome == nil else { return }
    if connections.isEmpty || now >= drainDeadline { outcome = .success(()) }
  }
}
