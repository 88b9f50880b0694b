import MatchProtocol
import Platform

/// Why a daemon gave no answer.
public enum ClientError: Error, Sendable, CustomStringConvertible {
  /// Nobody answers at the path.
  case unreachable(path: String, SystemError)
  /// The connection ended before the reply was complete.
  case ended
  /// Nothing came for so many milliseconds.
  case timeout(Int32)
  /// What came is no reply.
  case foreign(ReplyLineError)
  /// The daemon refused the request.
  case refused(ReplyFailure)

  public var description: String {
    switch self {
    case .unreachable(let path, let error):
      "\(path): expected a matchd that listens there, found none: \(error.reason)"
    case .ended: "expected a reply, found the end of the connection"
    case .timeout(let milliseconds): "expected a reply within \(milliseconds) ms, found none"
    case .foreign(let error): error.description
    case .refused(let failure): "the daemon refused: \(failure.code) \(failure.message)"
    }
  }
}
