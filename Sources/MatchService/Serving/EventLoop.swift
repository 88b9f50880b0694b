import Cells
import DequeModule
import Logging
import MatchProtocol
import Platform

/// The one thread that owns all sockets: it reads, parses, decides whose turn it is, and writes.
///
///     sockets --> EventLoop --groups of jobs--> WorkerPools
///                    ^-------- Mailbox <-------- answers, jobs to be gone on with, reloads, signals
///
/// It never waits for anything but the poller: look-ups and decoding are the workers' business, opening an
/// index the loader's.
final class EventLoop {
  let context: ServiceContext
  private let mailbox: Mailbox
  private let loader: IndexLoader
  let pools: WorkerPools
  private let desk: ControlDesk
  let reception: Reception
  let deadlines: Deadlines
  private let poller: Poller
  var listeners: ListenerSet
  var connections: ConnectionTable
  let replies = ReplyAllowance()
  var turns: [Job.Kind: PeerTurns] = [:]
  var agenda = Agenda()
  /// Connections for which something came up in another one's turn.
  var roused: [UInt64] = []
  /// Of connections that were young at their turn.
  var useOfYoung = RecentUse(now: Clock.milliseconds)
  var pictureUseOfYoung = RecentUse(now: Clock.milliseconds, halfLife: RecentUse.pictureHalfLife)
  /// What `STATS` and `HEALTH` tell, counted once in a wake-up.
  private var situation: Situation?
  /// Milliseconds of the monotonic clock, as of the last wake-up.
  private(set) var now = Clock.milliseconds
  private let startedAt = Clock.milliseconds
  private var lastTick: UInt64 = 0
  var lastSign: UInt64 = 0
  /// Whether it was told that requests are answered.
  var isAnnounced = false
  /// Whether the loader was told to load anew and has not answered.
  var isReloading = false
  private var nextID: UInt64 = 1
  /// Whether pictures can be taken up.
  private(set) var areCellsStarted: Bool
  /// When the loop ends whatever is left to do; set once it drains.
  var drainDeadline: UInt64?
  /// Set when the loop is to end; holds why, if that is an error.
  var outcome: Result<Void, ServiceError>?

  /// The mailbox's token; connections and listeners are numbered from 1.
  private static let mailboxToken: UInt64 = 0
  /// How often deadlines are looked at, in milliseconds.
  private static let tick: UInt64 = 250
  /// How many requests of one connection are taken up in one turn; as for bytes, it is one receive.
  private static let requestCountMax = 16
  /// How many connections are accepted before those that are open get their turn.
  static let acceptCountMax = 64
  /// For how long a connection is young, in milliseconds.
  private static let youth: UInt64 = 1_000
  /// How long turns are given between two looks at who else has asked something, in microseconds.
  private static let roundMicroseconds: UInt64 = 250

  init(
    _ context: ServiceContext, mailbox: Mailbox, loader: IndexLoader, pools: WorkerPools
  ) throws(SystemError) {
    self.context = context
    self.mailbox = mailbox
    self.loader = loader
    self.pools = pools
    areCellsStarted = context.cells == nil
    desk = ControlDesk(context: context, loader: loader)
    reception = Reception(context: context, desk: desk, quickDesk: QuickDesk(context))
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

  func newID() -> UInt64 {
    defer { nextID += 1 }
    return nextID
  }

  /// Runs until told to end.
  func run() -> Result<Void, ServiceError> {
    while true {
      if let outcome { return outcome }
      let events = poller.wait(timeout: agenda.isEmpty ? Int32(Self.tick) : 0)
      now = Clock.milliseconds
      situation = nil
      replies.holderCount = connections.count
      for event in events { handle(event) }
      giveTurns()
      handOutWork()
      if now - lastTick >= Self.tick {
        lastTick = now
        listeners.wake()
        checkDeadlines()
        context.cells?.lookAfterIdle()
        giveSignOfLife()
      }
      endIfDrained()
    }
  }

  private func handle(_ event: Poller.Event) {
    if event.token == Self.mailboxToken {
      var messages = mailbox.collect()
      while let message = messages.popFirst() { handle(message) }
    } else if let listener = listeners[event.token] {
      acceptConnections(from: listener)
    } else {
      agenda.add(event.token, event.ready)
    }
  }

  private func handle(_ message: consuming Message) {
    switch consume message {
    case .worked(let report): deliver(report)
    case .indexOpened(let generation, let needsRestart, let asker):
      isReloading = false
      reply(desk.indexOpened(generation, needsRestart: needsRestart, for: asker), to: asker)
    case .indexFailed(let error, let asker):
      isReloading = false
      if context.holder.loaded == nil, !context.holder.hasWithdrawn {
        // Without any index yet there is nothing to serve.
        outcome = .failure(.index(error))
      } else {
        reply(desk.indexRefused(error, for: asker), to: asker)
      }
    case .cellsStarted: areCellsStarted = true
    case .cellsFailed(let error): outcome = .failure(.cells(error))
    case .reload:
      announceReload()
      loader.reload()
    case .drain: beginDrain()
    case .stop:
      context.configuration.tell(.stopping)
      outcome = .success(())
    }
    announce()
  }

  // MARK: Turns

  private func giveTurns() {
    agenda.handOut(
      for: Self.roundMicroseconds, clock: { Clock.microseconds },
      use: { connections[$0]?.use.microseconds(at: now) ?? 0 },
      turn: { id, ready in
        guard let connection = connections[id] else { return false }
        let start = Clock.microseconds
        defer { count(Clock.microseconds - start, for: connection) }
        return giveTurn(to: connection, ready)
      })
    for id in roused { agenda.add(id) }
    roused = []
  }

  private func count(_ microseconds: UInt64, for connection: Connection) {
    connection.use.add(microseconds, at: now)
    if isYoung(connection) { useOfYoung.add(microseconds, at: now) }
  }

  func isYoung(_ connection: Connection) -> Bool { now - connection.openedAt < Self.youth }

  /// - Returns: whether the connection could go on at once.
  private func giveTurn(to connection: Connection, _ ready: Poller.Interest) -> Bool {
    if ready.contains(.reading), let byteCount = connection.receive(now: now) {
      context.counters.update { $0.receivedByteCount += byteCount }
    }
    // A peer that is gone in both directions takes no reply, so its requests are not worth an answer.
    guard !ready.contains(.hangup) else {
      connections.remove(connection)
      return false
    }
    return move(connection)
  }

  /// Turns what was received into requests, as long as another one may be taken up.
  /// - Returns: how many it were.
  private func takeUpRequests(_ connection: Connection, atMost countMax: Int) -> Int {
    var count = 0
    while count < countMax, let request = connection.nextRequest() {
      reception.accept(request, on: connection, situation: currentSituation) {
        makeRoom(beside: connection)
      }
      count += 1
    }
    if connection.lacksRoom { makeRoom(for: connection) }
    joinTurns(connection)
    return count
  }

  /// Moves a connection on as far as it goes in one turn: finished replies out, further requests in. Ends
  /// with what the poller watches for being right, or with the connection gone.
  /// - Returns: whether it could go on at once.
  private func move(_ connection: Connection) -> Bool {
    var requestsLeft = Self.requestCountMax
    var unreadCount: Int
    repeat {
      unreadCount = connection.unreadCount
      guard send(connection) else { return false }
      requestsLeft -= takeUpRequests(connection, atMost: requestsLeft)
    } while connection.unreadCount != unreadCount && requestsLeft > 0
    guard send(connection) else { return false }
    connection.settle(now: now)
    if connection.isOver {
      connections.remove(connection)
      return false
    }
    connections.watch(connection, now: now)
    return requestsLeft == 0 && connection.unreadCount > 0
  }

  /// Sends what can be sent.
  /// - Returns: false where the peer is gone, and the connection with it.
  private func send(_ connection: Connection) -> Bool {
    guard let byteCount = connection.send(now: now) else {
      connections.remove(connection)
      return false
    }
    if byteCount > 0 { context.counters.update { $0.sentByteCount += byteCount } }
    return true
  }

  // MARK: Answers

  private func reply(_ bytes: [UInt8], to asker: Asker?) {
    guard let asker, let connection = connections[asker.connection] else { return }
    connection.reply(bytes, to: asker)
    agenda.add(connection.id)
  }

  private var currentSituation: Situation {
    if let situation { return situation }
    let found = Situation(
      areCellsStarted: areCellsStarted,
      families: { [unowned self] in StatsReport(gauges: gauges, counts: context.counters.snapshot).families },
      waitedMilliseconds: { [unowned self] in
        let clock = Clock.microseconds
        return (clock - min(clock, connections.waitingSince)) / 1000
      },
      hasStuckWorker: { [unowned self] in
        pools.areStuck(context.configuration.timeouts, at: Clock.microseconds)
      })
    situation = found
    return found
  }

  private var gauges: StatsReport.Gauges {
    StatsReport.Gauges(
      uptimeSeconds: Int((now - startedAt) / 1000), isDraining: isDraining,
      connectionsOpen: connections.count, requestsWaiting: connections.requestsWaiting,
      bodyByteCountHeld: context.budget.held + context.adminBudget.held,
      workerCount: context.configuration.workerCount,
      isReady: context.obstacle == nil, cells: context.cells?.statistics, loaded: context.holder.loaded)
  }
}
