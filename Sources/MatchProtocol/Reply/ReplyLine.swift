/// One line of a reply, as a client reads it. Keys that this version does not know are ignored.
public enum ReplyLine: Equatable, Sendable {
  /// An `ITEM` line; the matches of `ALSO` lines are not in it yet.
  case item(Item)
  case also(index: Int, match: MatchFields)
  case stat(key: String, value: String)
  /// The last line of an answer that is not an error.
  case ok([Field])
  case pong
  case failed(ReplyFailure)

  /// Whether the request is answered with this line.
  public var endsReply: Bool {
    switch self {
    case .item, .also, .stat: false
    case .ok, .pong, .failed: true
    }
  }
}

/// An `ERR` line, as a client reads it: codes of newer servers included.
public struct ReplyFailure: Error, Equatable, Sendable {
  /// One of `ErrorCode`'s words, or a newer one.
  public var code: String
  /// One of `ErrorClass`'s words.
  public var errorClass: String
  /// All further fields, `msg` included.
  public var fields: [Field]

  public init(code: String, errorClass: String, fields: [Field]) {
    self.code = code
    self.errorClass = errorClass
    self.fields = fields
  }

  public var message: String { fields["msg"] ?? "" }
}

/// A line that is no reply of this protocol.
public struct ReplyLineError: Error, Equatable, Sendable, CustomStringConvertible {
  public let line: String
  public var description: String { "expected a reply line of matchd, found \(line)" }
}
