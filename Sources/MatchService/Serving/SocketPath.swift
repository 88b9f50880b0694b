import Glibc
import Platform
import Synchronization

/// Owns the Unix socket at a path: from taking the path to leaving it clean.
///
/// A path is taken over only if nothing is there, or a socket that nobody answers on. A lock on a file
/// beside it decides between daemons that start at the same time; it lasts as long as this value.
final class SocketPath: Sendable {
  let path: String
  let listener: ListeningSocket
  private let lock: LockFile?
  private let isHeld: Mutex<Bool>

  /// Takes the path and listens on it.
  /// - Parameter mode: permission bits of the socket file.
  init(_ path: String, mode: UInt32) throws(ServiceError) {
    guard (1...ListeningSocket.pathByteCountMax).contains(path.utf8.count) else {
      throw .pathTooLong(path: path, limit: ListeningSocket.pathByteCountMax)
    }
    let lock = try systemCall { () throws(SystemError) in try LockFile(beside: path) }
    guard let lock else { throw .socketInUse(path: path) }
    self.lock = lock
    isHeld = Mutex(true)
    try Self.clear(path)
    listener = try systemCall { () throws(SystemError) in try ListeningSocket(path: path, mode: mode) }
    self.path = path
  }

  /// A socket that somebody else listens on for this process: its path is theirs.
  init(inherited listener: ListeningSocket) {
    path = ""
    self.listener = listener
    lock = nil
    isHeld = Mutex(false)
  }

  deinit { release() }

  /// Leaves the path to others: what stands there afterwards is theirs.
  func release() {
    isHeld.withLock { isHeld in
      guard isHeld else { return }
      try? FilePath(path).remove()
      lock?.release()
      isHeld = false
    }
  }

  /// Nobody can connect any more; connections that are open stay.
  func removeFile() {
    isHeld.withLock { isHeld in
      if isHeld { try? FilePath(path).remove() }
    }
  }

  /// Removes a socket that nobody answers on; leaves anything else alone.
  private static func clear(_ path: String) throws(ServiceError) {
    guard let kind = try kind(at: path) else { return }
    guard kind == .socket else { throw .notASocket(path: path, kind: kind.rawValue) }
    switch connectionCode(path) {
    case ECONNREFUSED: try? FilePath(path).remove()
    case 0, EAGAIN: throw .socketInUse(path: path)
    case let code: throw .system(SystemError("connect to \(path)", code: code))
    }
  }

  /// 0 if somebody answers, else why not.
  private static func connectionCode(_ path: String) -> Int32 {
    do throws(SystemError) {
      // Without waiting: a daemon whose queue of connections is full is alive.
      _ = try StreamSocket.connected(to: path, waiting: false)
      return 0
    } catch {
      return error.code
    }
  }

  /// What stands at the path, if anything does.
  private static func kind(at path: String) throws(ServiceError) -> FileKind? {
    do throws(SystemError) {
      return try FileStatus(of: FilePath(path), followingLinks: false, action: "look at \(path)").kind
    } catch {
      if error.code == ENOENT { return nil }
      throw .system(error)
    }
  }
}

/// Runs `body` and wraps its error.
func systemCall<Result: ~Copyable>(_ body: () throws(SystemError) -> Result) throws(ServiceError) -> Result {
  do throws(SystemError) {
    return try body()
  } catch {
    throw .system(error)
  }
}
