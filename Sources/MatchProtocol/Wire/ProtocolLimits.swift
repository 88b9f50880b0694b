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

  public init(
    lineByteCountMax: Int = 65_536, batchCountMax: Int = 10_000, bodyByteCountMax: Int = 64 << 20,
    bodyByteCountTotalMax: Int = 256 << 20, inflightMax: Int = 64
  ) {
    self.lineByteCountMax = lineByteCountMax
    self.batchCountMax = batchCountMax
    self.bodyByteCountMax = bodyByteCountMax
    self.bodyByteCountTotalMax = bodyByteCountTotalMax
    self.inflightMax = inflightMax
  }

  /// An announced count above this many times `batchCountMax` is not even read to its end.
  public static let batchDiscardFactor = 10

  /// The version of the line protocol that this module speaks.
  public static let version = 1
}
