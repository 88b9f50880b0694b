public import Cells
import Platform

/// Why a daemon cannot start, or ended otherwise than by being told to.
public enum ServiceError: Error, Sendable, CustomStringConvertible {
  case system(SystemError)
  /// Another daemon answers at this path, or is just starting there.
  case socketInUse(path: String)
  /// Something that is no socket stands at this path; it was left alone.
  case notASocket(path: String, kind: String)
  case pathTooLong(path: String, limit: Int)
  /// The index that was to be served first cannot be.
  case index(SourceError)
  /// Pictures cannot be decoded with nothing in reach.
  case cells(CellStartError)

  public var description: String {
    switch self {
    case .system(let error): error.description
    case .socketInUse(let path): "\(path): expected a free socket path, found a daemon that uses it"
    case .notASocket(let path, let kind):
      "\(path): expected a socket or nothing, found \(kind); it was left alone"
    case .pathTooLong(let path, let limit):
      "\(path): expected a socket path of at most \(limit) bytes, found \(path.utf8.count)"
    case .index(let error): error.description
    case .cells(let error): "\(error)"
    }
  }
}
