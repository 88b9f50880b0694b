import Cells
import Logging
import MatchProtocol
import Matcher
import Platform

/// A running service: sockets, workers, an index.
///
///     let daemon = try Daemon(configuration, logger: logger)   // the sockets exist from here on
///     try daemon.run()                                         // until drained or stopped
///
/// `drain`, `reload` and `stop` may be called from any thread, such as one that waits for signals.
public final class Daemon: Sendable {
  /// The port that TCP is listened on, where it is.
  public let port: UInt16?

  private let context: ServiceContext
  private let load: IndexLoader.Load
  private let hasChanged: (@Sendable () -> Bool)?
  private let staysInService: Bool
  private let mailbox: Mailbox
  private let socket: SocketPath
  private let adminSocket: SocketPath?
  private let tcpListener: ListeningSocket?

  /// Says what the configuration says by now, on a thread of the daemon's.
  public typealias RereadRules = @Sendable () throws(SourceError) -> ServiceRules

  /// Takes the socket paths and listens. Callers get `NOT_READY` until `run` has opened the index.
  ///
  /// - Parameter rereadRules: asked with each reload, before the index is opened anew; where either fails
  ///   both stay as they were. `nil`: a reload opens the index alone.
  /// - Throws: `ServiceError` where a path is in use or holds something else, or the system refuses.
  public convenience init(
    _ configuration: ServiceConfiguration, logger: Logger, rereadRules: RereadRules? = nil
  ) throws(ServiceError) {
    let source = configuration.index.opened(kernels: configuration.kernels)
    try self.init(
      configuration, logger: logger, rereadRules: rereadRules, hasChanged: source.hasChanged,
      staysInService: source.staysInService
    ) { () throws(SourceError) in
      try source.load()
    }
  }

  /// - Parameters:
  ///   - hasChanged: whether what is served should be loaded again; asked again and again.
  ///   - staysInService: whether what was loaded goes on answering where loading again fails.
  ///   - load: opens the index; tests have it take its time.
  init(
    _ configuration: ServiceConfiguration, logger: Logger, rereadRules: RereadRules? = nil,
    hasChanged: (@Sendable () -> Bool)? = nil, staysInService: Bool = true,
    load: @escaping IndexLoader.Load
  ) throws(ServiceError) {
    self.load = load
    self.hasChanged = hasChanged
    self.staysInService = staysInService
    let folders = try systemCall { () throws(SystemError) in try AllowedFolders(configuration.allowedFolders)
    }
    context = ServiceContext(
      configuration: configuration, rereadRules: rereadRules, folders: folders,
      cells: try Self.cells(configuration), logger: logger)
    mailbox = try systemCall { () throws(SystemError) in try Mailbox() }
    socket = try Self.socket(configuration, "reader", configuration.socketPath, configuration.socketMode)
    adminSocket =
      if let path = configuration.adminSocketPath ?? configuration.inheritedSockets["admin"].map({ _ in "" })
      {
        try Self.socket(configuration, "admin", path, 0o600)
      } else { nil }
    tcpListener =
      if let address = configuration.loopback {
        try systemCall { () throws(SystemError) in
          try ListeningSocket(host: address.host, port: address.port)
        }
      } else { nil }
    port = tcpListener.map(\.port)
  }

  /// Serves until `stop`, or until everything is answered after `drain`.
  ///
  /// - Throws: `ServiceError.index` where the index cannot be opened in the first place, `cells` where no
  ///   cell can be started.
  public func run() throws(ServiceError) {
    let pools = WorkerPools(workerCount: context.configuration.workerCount)
    let ending = IndexWatch.Ending()
    let loader = IndexLoader(
      holder: context.holder, rules: context.ruleHolder, mailbox: mailbox, hasChanged: hasChanged,
      staysInService: staysInService, load: load)
    let loop = try systemCall { () throws(SystemError) in try makeLoop(pools, loader) }
    try systemCall { () throws(SystemError) in
      try loader.start()
      try pools.start(context, mailbox)
      try watchIndex(loader, until: ending)
      try awaitCells()
    }
    loader.order()
    context.logger.info(
      "listening",
      metadata: [
        "workers": "\(context.configuration.workerCount)",
        "isolation": "\(context.cells == nil ? "off" : "on")",
      ])
    let outcome = loop.run()
    // Nobody waits for what these threads are at: after a drain they have nothing left to do, and a stop does
    // not wait for a long search or a large index.
    ending.tell()
    loader.close()
    pools.close()
    socket.release()
    adminSocket?.release()
    context.logger.info("stopped")
    try outcome.get()
  }

  /// The one that was handed over under this name, else one at the path.
  private static func socket(
    _ configuration: ServiceConfiguration, _ name: String, _ path: String, _ mode: UInt32
  ) throws(ServiceError) -> SocketPath {
    if let listener = configuration.inheritedSockets[name] { return SocketPath(inherited: listener) }
    return try SocketPath(path, mode: mode)
  }

  /// The cells' processes are started from here on.
  private static func cells(_ configuration: ServiceConfiguration) throws(ServiceError) -> CellPool? {
    guard let settings = configuration.cells else { return nil }
    return try systemCall { () throws(SystemError) in try CellPool(settings) }
  }

  /// Tells the loop when pictures can be decoded, or that they cannot; until then it answers what needs none.
  private func awaitCells() throws(SystemError) {
    guard let cells = context.cells else { return }
    let thread = try WorkerThread { [mailbox] in
      do throws(CellStartError) {
        try cells.waitUntilReady()
        mailbox.post(.cellsStarted)
      } catch {
        mailbox.post(.cellsFailed(error))
      }
    }
    thread.detach()
  }

  private func watchIndex(_ loader: IndexLoader, until ending: IndexWatch.Ending) throws(SystemError) {
    let (holder, configuration, logger) = (context.holder, context.configuration, context.logger)
    try IndexWatch.start(every: configuration.timeouts.watch, until: ending) {
      IndexWatch(holder: holder, logger: logger) { loader.order() }
    }
  }

  private func makeLoop(_ pools: WorkerPools, _ loader: IndexLoader) throws(SystemError) -> EventLoop {
    let loop = try EventLoop(context, mailbox: mailbox, loader: loader, pools: pools)
    try loop.listen(on: socket.listener, as: .reader)
    if let adminSocket { try loop.listen(on: adminSocket.listener, as: .admin) }
    if let tcpListener { try loop.listen(on: tcpListener, as: .reader, isTCP: true) }
    return loop
  }

  /// Stops taking requests, answers what was asked, then ends `run`.
  public func drain() {
    socket.removeFile()
    adminSocket?.removeFile()
    mailbox.post(.drain)
  }

  /// Reads the configuration again and opens the index anew; if either fails, both stay as they were and the
  /// log says why.
  public func reload() { mailbox.post(.reload) }

  /// Ends `run` at once.
  public func stop() { mailbox.post(.stop) }
}
