import HashCore
import Kernels
import MatchProtocol

/// How a daemon runs.
public struct ServiceConfiguration: Sendable {
  public var indexPath: String
  public var socketPath: String
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
  /// Further connections are turned away with `BUSY`.
  public var connectionCountMax: Int
  public var workerCount: Int
  public var decodeLimits: DecodeLimits
  public var kernels: KernelTable
  /// What `LOOKUP` does where the request says nothing.
  public var lookupOptions: LookupOptions
  /// What `SCAN` does where the request says nothing.
  public var scanOptions: ScanOptions
  /// What `HELLO` and `STATS` call this build.
  public var version: String

  public init(
    indexPath: String, socketPath: String, socketMode: UInt32 = 0o660, adminSocketPath: String? = nil,
    loopback: LoopbackAddress? = nil, allowedFolders: [String] = [], limits: ProtocolLimits = .init(),
    timeouts: ServiceTimeouts = .init(), connectionCountMax: Int = 1000,
    workerCount: Int = BatchScanner.processorCount, decodeLimits: DecodeLimits = .init(),
    kernels: KernelTable = .best, lookupOptions: LookupOptions = .init(), scanOptions: ScanOptions = .init(),
    version: String = "0"
  ) {
    self.indexPath = indexPath
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
    self.kernels = kernels
    self.lookupOptions = lookupOptions
    self.scanOptions = scanOptions
    self.version = version
  }
}

/// How long a daemon waits for what, in milliseconds.
public struct ServiceTimeouts: Sendable {
  /// A connection that asks nothing.
  public var idle: UInt64
  /// The rest of a request whose beginning arrived; counted anew with every byte.
  public var request: UInt64
  /// A client that does not take its replies; counted anew with every byte it takes.
  public var write: UInt64
  /// A request that waits for a worker.
  public var queue: UInt64
  /// Everything that is left to do after SIGTERM.
  public var drain: UInt64
  /// What a client still sends after the reply that ends its connection.
  public var linger: UInt64

  public init(
    idle: UInt64 = 600_000, request: UInt64 = 30_000, write: UInt64 = 30_000, queue: UInt64 = 60_000,
    drain: UInt64 = 30_000, linger: UInt64 = 5_000
  ) {
    self.idle = idle
    self.request = request
    self.write = write
    self.queue = queue
    self.drain = drain
    self.linger = linger
  }
}

/// An IPv4 address of this machine alone, and a port.
public struct LoopbackAddress: Hashable, Sendable {
  /// In host byte order; 127.0.0.0/8.
  public let host: UInt32
  /// 0 lets the system choose.
  public let port: UInt16

  /// Reads `127.x.y.z:PORT`; `nil` for anything else, other addresses included: TCP has no access control
  /// here, so it never leaves the machine.
  public init?(parsing text: some StringProtocol) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let port = UInt16(parts[1]) else { return nil }
    let numbers = parts[0].split(separator: ".", omittingEmptySubsequences: false).compactMap { UInt8($0) }
    guard numbers.count == 4, numbers[0] == 127 else { return nil }
    host = numbers.reduce(0) { $0 << 8 | UInt32($1) }
    self.port = port
  }
}
