/// How long a daemon waits for what, in milliseconds.
public struct ServiceTimeouts: Sendable {
  /// A connection that asks nothing.
  public var idle: UInt64
  /// The rest of a request whose beginning arrived; counted anew with every byte.
  public var request: UInt64
  /// A request as a whole, from its first byte to its last.
  public var wholeRequest: UInt64
  /// A client that does not take its replies; counted anew with every byte it takes.
  public var write: UInt64
  /// A request that waits for a worker.
  public var queue: UInt64
  /// A request that waits for a worker, before `HEALTH` says that requests are not being answered.
  public var health: UInt64
  /// A worker that does not come back from a picture, before `HEALTH` says so; for look-ups it follows from
  /// the other times.
  public var stuck: UInt64
  /// Between two looks at whether the index in service was changed in place.
  public var watch: UInt64
  /// A look-up as a whole, from when a worker first has it.
  public var work: UInt64
  /// The digests of a file that is too large to be decoded.
  public var digests: UInt64
  /// Everything that is left to do after SIGTERM.
  public var drain: UInt64
  /// What a client still sends after the reply that ends its connection.
  public var linger: UInt64

  public init(
    idle: UInt64 = 600_000, request: UInt64 = 30_000, wholeRequest: UInt64 = 300_000, write: UInt64 = 30_000,
    queue: UInt64 = 60_000,
    health: UInt64 = 10_000, stuck: UInt64 = 900_000, watch: UInt64 = 1_000, work: UInt64 = 60_000,
    digests: UInt64 = 10_000, drain: UInt64 = 30_000, linger: UInt64 = 5_000
  ) {
    self.idle = idle
    self.request = request
    self.wholeRequest = wholeRequest
    self.write = write
    self.queue = queue
    self.health = health
    self.stuck = stuck
    self.watch = watch
    self.work = work
    self.digests = digests
    self.drain = drain
    self.linger = linger
  }
}
