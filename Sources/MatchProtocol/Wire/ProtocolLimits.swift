/// How much one client may ask for; what `HELLO` announces.
public struct ProtocolLimits: Equatable, Sendable {
  /// Longest request line, without its line end.
  public var lineByteCountMax: Int
  /// Most queries in one `LOOKUP n=`.
  public var batchCountMax: Int
  /// Longest body of one `SCAN bytes=`.
  public var bodyByteCountMax: Int
  /// Most bytes of bodies not yet decoded, over all connections.
  public var bodyByteCountTotalMax: Int
  /// Most requests of one connection that are not yet answered.
  public var inflightMax: Int
  /// Largest `threshold=`: from about here on a search looks at every hash of the index.
  public var thresholdMax: Int
  /// Largest `nearest=`.
  public var nearestMax: Int
  /// Largest `max_matches=`.
  public var matchCountMax: Int
  /// Most bytes of items in one reply; those that no longer fit are told so.
  public var replyByteCountMax: Int
  /// Most lines of items in one reply.
  public var replyLineCountMax: Int

  public init(
    lineByteCountMax: Int = 65_536, batchCountMax: Int = 10_000, bodyByteCountMax: Int = 64 << 20,
    bodyByteCountTotalMax: Int = 256 << 20, inflightMax: Int = 64, thresholdMax: Int = 64,
    nearestMax: Int = 1000, matchCountMax: Int = 1000, replyByteCountMax: Int = 32 << 20,
    replyLineCountMax: Int = 100_000
  ) {
    self.lineByteCountMax = lineByteCountMax
    self.batchCountMax = batchCountMax
    self.bodyByteCountMax = bodyByteCountMax
    self.bodyByteCountTotalMax = bodyByteCountTotalMax
    self.inflightMax = inflightMax
    self.thresholdMax = thresholdMax
    self.nearestMax = nearestMax
    self.matchCountMax = matchCountMax
    self.replyByteCountMax = replyByteCountMax
    self.replyLineCountMax = replyLineCountMax
  }

  /// An announced count above this many times `batchCountMax` is not even read to its end.
  public static let batchDiscardFactor = 10

  /// The version of the line protocol that this module speaks.
  public static let version = 1
}
