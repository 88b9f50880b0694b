import CSystem
import Glibc
import Synchronization

/// Owns the Unix socket at a path: from taking the path to leaving it clean.
///
/// A path is taken over only if nothing is there, or a socket that nobody answers on. A lock on a file
/// beside it decides between daemons that start at the same time; it lasts as long as this value.
final class SocketPath: Sendable {
  let path: String
  let listener: Descriptor
  private let lock: LockFile
  private let isHeld = Mutex(true)

  /// Takes the path and listens on it.
  /// - Parameter mode: permission bits of the socket file.
  init(_ path: String, mode: UInt32) throws(ServiceError) {
    guard (1...Int(CSYSTEM_PATH_MAX)).contains(path.utf8.count) else {
      throw .pathTooLong(path: path, limit: Int(CSYSTEM_PATH_MAX))
    }
    lock = try LockFile(path)
    try Self.clear(path)
    listener = try systemCall { () throws(SystemError) in try Self.listen(path, mode: mode) }
    self.path = path
  }

  deinit { release() }

  /// Leaves the path to others: what stands there afterwards is theirs.
  func release() {
    isHeld.withLock { isHeld in
      guard isHeld else { return }
      // SAFETY: the path is handed over with its zero and lives through the call.
      unsafe unlink(path)
      lock.release()
      isHeld = false
    }
  }

  /// Nobody can connect any more; connections that are open stay.
  func removeFile() {
    isHeld.withLock { isHeld in
      // SAFETY: the path is handed over with its zero and lives through the call.
      if isHeld { unsafe unlink(path) }
    }
  }

  /// Removes a socket that nobody answers on; leaves anything else alone.
  private static func clear(_ path: String) throws(ServiceError) {
    var status = stat()
    // SAFETY: the call fills `status`; the path is handed over with its zero.
    guard unsafe lstat(path, &status) == 0 else {
      if errno == ENOENT { return }
      throw .system(SystemError("look at \(path)"))
    }
    guard status.st_mode & S_IFMT == S_IFSOCK else {
      throw .notASocket(path: path, kind: fileKind(status.st_mode))
    }
    switch try systemCall({ () throws(SystemError) in try connectionCode(path) }) {
    case ECONNREFUSED: unsafe unlink(path)
    case 0, EAGAIN: throw .socketInUse(path: path)
    case let code: throw .system(SystemError("connect to \(path)", code: code))
    }
  }

  /// 0 if somebody answers, else why not.
  private static func connectionCode(_ path: String) throws(SystemError) -> Int32 {
    let socket = try newSocket()
    return socket.use { socket in
      // Without waiting: a daemon whose queue of connections is full is alive.
      _ = fcntl(socket, F_SETFL, O_NONBLOCK)
      // SAFETY: `path` is handed over with its zero and lives through the call.
      return unsafe csystem_unix_connect(socket, path) == 0 ? 0 : errno
    }
  }

  private static func listen(_ path: String, mode: UInt32) throws(SystemError) -> Descriptor {
    let socket = try newSocket()
    let code = socket.use { socket in
      // The mode is narrowed before the file appears, and then set as asked, whatever the process's mask.
      _ = fchmod(socket, mode)
      // SAFETY: `path` is handed over with its zero and lives through the call.
      return unsafe csystem_unix_bind(socket, path)
    }
    guard code == 0 else { throw SystemError("bind \(path)") }
    guard unsafe chmod(path, mode) == 0 else { throw SystemError("chmod \(path)") }
    try socket.startListening()
    return socket
  }

  private static func newSocket() throws(SystemError) -> Descriptor {
    let number = csystem_unix_socket()
    guard number >= 0 else { throw SystemError("socket") }
    return Descriptor(owning: number)
  }
}

extension Descriptor {
  /// Lets connections come in, and accepting them never wait.
  func startListening() throws(SystemError) {
    guard use({ Glibc.listen($0, 1024) == 0 && fcntl($0, F_SETFL, O_NONBLOCK) == 0 }) else {
      throw SystemError("listen")
    }
  }
}

extension LoopbackAddress {
  /// A listening TCP socket at this address.
  func listen() throws(SystemError) -> Descriptor {
    let number = csystem_tcp_listener(host, port)
    guard number >= 0 else { throw SystemError("listen on port \(port)") }
    let listener = Descriptor(owning: number)
    try listener.startListening()
    return listener
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
