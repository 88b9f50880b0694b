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

extension Result<Reply, ClientError> {
  /// The items of a request for `count` of them, numbered from 0: those of the reply, or for each the reason
  /// why there is none.
  func items(count: Int) -> [Item] {
    let error: ItemError
    switch self {
    case .success(let reply):
      if case .failed(let failure) = reply.status {
        error = ItemError(failure)
      } else if reply.items.count == count {
        return reply.items
      } else {
        error = ItemError(.internal, "expected a reply with \(count) items, found \(reply.items.count)")
      }
    case .failure(let failure): error = ItemError(failure)
    }
    return (0..<count).map { Item(index: $0, outcome: .failed(error)) }
  }
}

extension ItemError {
  fileprivate init(_ failure: ReplyFailure) {
    self.init(code: failure.code, errorClass: failure.errorClass, message: failure.message)
  }

  /// A daemon that gave no answer, in a word that no daemon uses of itself.
  fileprivate init(_ error: ClientError) {
    switch error {
    case .refused(let failure): self.init(failure)
    case .foreign: self.init(.internal, error.description)
    case .unreachable, .ended, .timeout:
      self.init(code: "UNREACHABLE", errorClass: ErrorClass.retry.rawValue, message: error.description)
    }
  }
}
