public import Cells
import HashCore
import Kernels
import MatchProtocol
package import Platform

/// How a daemon runs.
public struct ServiceConfiguration: Sendable {
  /// Opened at the start and again with each reload.
  public var index: IndexSource
  public var socketPath: String
  /// Sockets that a service manager listens on for this process, in the place of those paths: `reader` and
  /// `admin`.
  package var inheritedSockets: [String: ListeningSocket] = [:]
  /// Told how things stand, on the event loop's thread.
  public var tell: @Sendable (ServiceEvent) -> Void = { _ in }
  /// Permission bits of the sockets, such as 0o660.
  public var socketMode: UInt32
  /// Where `RELOAD` is accepted; `nil` leaves it to SIGHUP.
  public var adminSocketPath: String?
  /// Where TCP is listened on; `nil` for nowhere.
  public var loopback: LoopbackAddress?
  /// `SCAN path=` is answered below these folders alone.
  public var allowedFolders: [String]
  public var limits: ProtocolLimits
  public var timeouts: ServiceTimeouts
  /// Further connections are turned away with `BUSY`; those to the admin socket are not among them.
  public var connectionCountMax: Int
  /// Connections to the admin socket.
  static let adminConnectionCountMax = 16
  /// Descriptors of pictures that were handed over and are not judged yet, of all connections.
  var waitingFileCountMax = 128
  public var workerCount: Int
  public var decodeLimits: DecodeLimits
  /// The cells that pictures are decoded in, one more than workers; `nil` decodes them in this process.
  public var cells: CellSettings?
  public var kernels: KernelTable
  /// What `SCAN` does where the request says nothing; `LOOKUP` searches in the same way.
  public var scanOptions: ScanOptions
  /// What the site calls the labels of its lists.
  public var labels = LabelMap()
  /// Who may be told what, and how much each client may ask for.
  public var access = AccessRules()
  /// What `HELLO` and `STATS` call this build.
  public var version: String

  public init(
    index: IndexSource, socketPath: String, socketMode: UInt32 = 0o660, adminSocketPath: String? = nil,
    loopback: LoopbackAddress? = nil, allowedFolders: [String] = [], limits: ProtocolLimits = .init(),
    timeouts: ServiceTimeouts = .init(), connectionCountMax: Int = 1000,
    workerCount: Int = BatchScanner.processorCount, decodeLimits: DecodeLimits = .init(),
    cells: CellSettings? = nil, kernels: KernelTable = .best, scanOptions: ScanOptions = .init(),
    version: String = "0"
  ) {
    self.index = index
    self.socketPath = socketPath
    self.socketMode = socketMode
    self.adminSocketPath = adminSocketPath
    self.loopback = loopback
    self.allowedFolders = allowedFolders
    self.limits = limits
    self.timeouts = timeouts
    self.connectionCountMax = connectionCountMax
    self.workerCount = workerCount
    self.decodeLimits = decodeLimits
    self.cells = cells
    self.kernels = kernels
    self.scanOptions = scanOptions
    self.version = version
  }
}

/// What a service manager wants to know of a daemon.
public enum ServiceEvent: Sendable {
  /// Requests are answered; again after each reload, whether it took anything up or not.
  case ready
  case reloading
  case stopping
  /// The event loop goes round: about once a second.
  case alive
}
