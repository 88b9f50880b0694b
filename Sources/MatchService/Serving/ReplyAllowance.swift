/// How many bytes of replies each connection may leave untaken before its requests are left alone: all of
/// them together about as many as one process should hold for clients that do not read.
///
/// Touched by the event loop's thread alone.
final class ReplyAllowance {
  /// Connections among which the bytes are shared.
  var holderCount = 0

  /// Of all connections together.
  static let byteCountMax = 128 << 20
  /// Of one connection, however few there are and however many.
  static let shares = (64 << 10)...(8 << 20)

  var byteCount: Int {
    min(Self.shares.upperBound, max(Self.shares.lowerBound, Self.byteCountMax / max(1, holderCount)))
  }
}
