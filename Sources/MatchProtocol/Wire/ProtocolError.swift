/// An answer that is an error: what an `ERR` line says.
public struct ProtocolError: Error, Equatable, Sendable {
  public let code: ErrorCode
  /// Further facts, such as `limit=`; `after_ms=` where the same request may be answered later.
  public let fields: [Field]
  /// One line in plain words: what was expected, what was found.
  public let message: String
  /// Whether the connection is closed after this reply.
  public private(set) var closesConnection: Bool

  /// - Parameter pause: in how many milliseconds to ask again, where that is known better than by the code.
  public init(
    _ code: ErrorCode, _ message: String, fields: [Field] = [], pause: Int? = nil,
    closesConnection: Bool? = nil
  ) {
    self.code = code
    self.fields = fields + ((pause ?? code.pause).map { [Field(Self.pauseKey, "\($0)")] } ?? [])
    self.message = message
    self.closesConnection = closesConnection ?? code.closesConnection
  }

  /// The same error, after which the connection is closed.
  func endingConnection() -> ProtocolError {
    var error = self
    error.closesConnection = true
    return error
  }

  /// For how many milliseconds the server wants to be left alone.
  public static let pauseKey = "after_ms"
}

/// Why a request, or one item of it, has no answer.
///
/// The raw value is the word on the wire. Words and classes never change meaning; new ones may be added.
public enum ErrorCode: String, CaseIterable, Sendable {
  case badRequest = "BAD_REQUEST"
  case badHash = "BAD_HASH"
  case unknownVerb = "UNKNOWN_VERB"
  case unknownKey = "UNKNOWN_KEY"
  case unsupportedType = "UNSUPPORTED_TYPE"
  case unsupportedVersion = "UNSUPPORTED_VERSION"
  case tooMany = "TOO_MANY"
  case descriptorMissing = "FD_MISSING"
  case descriptorUnexpected = "FD_UNEXPECTED"
  case lineTooLong = "LINE_TOO_LONG"
  case tooLarge = "TOO_LARGE"
  case forbidden = "FORBIDDEN"
  case notFound = "NOT_FOUND"
  case notAFile = "NOT_A_FILE"
  case busy = "BUSY"
  case notReady = "NOT_READY"
  case timeout = "TIMEOUT"
  case draining = "DRAINING"
  case `internal` = "INTERNAL"

  /// What the client can do about it.
  public var errorClass: ErrorClass {
    switch self {
    case .badRequest, .badHash, .unknownVerb, .unknownKey, .unsupportedType, .unsupportedVersion, .tooMany,
      .descriptorMissing, .descriptorUnexpected, .lineTooLong, .tooLarge, .forbidden, .notFound, .notAFile:
      .fix
    case .busy, .notReady, .timeout, .draining: .retry
    case .internal: .fatal
    }
  }

  /// In how many milliseconds the same request may be answered, told by what the server is short of: bodies
  /// are decoded in fractions of a second, an index is opened in about one, a request that waited too long
  /// waited behind many others, and a server that stops is often started anew. `nil` where asking again does
  /// not help.
  public var pause: Int? {
    switch self {
    case .busy: 200
    case .notReady: 500
    case .timeout, .draining: 1_000
    default: nil
    }
  }

  /// Whether the server closes the connection after a reply with this code.
  ///
  /// `TOO_MANY` stays open, save for counts so large that their lines are not read.
  public var closesConnection: Bool {
    switch self {
    case .lineTooLong, .tooLarge, .draining: true
    default: false
    }
  }
}

/// What a client can do about an error: ask again, ask differently, or tell the operator.
public enum ErrorClass: String, CaseIterable, Sendable {
  case retry, fix, fatal
}
