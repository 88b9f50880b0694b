/// An answer that is an error: what an `ERR` line says.
public struct ProtocolError: Error, Equatable, Sendable {
  public let code: ErrorCode
  /// Further facts, such as `limit=`.
  public let fields: [Field]
  /// One line in plain words: what was expected, what was found.
  public let message: String
  /// Whether the connection is closed after this reply.
  public let closesConnection: Bool

  public init(
    _ code: ErrorCode, _ message: String, fields: [Field] = [], closesConnection: Bool? = nil
  ) {
    self.code = code
    self.fields = fields
    self.message = message
    self.closesConnection = closesConnection ?? code.closesConnection
  }
}
