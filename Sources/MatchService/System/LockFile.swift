import Glibc
import Synchronization

/// A lock that one process at a time holds, by a file beside what is locked. Released, and the file removed,
/// at the end of its life or of the process.
final class LockFile: Sendable {
  private let path: String
  private let file: Descriptor
  private let isHeld = Mutex(true)

  /// Locks `<path>.lock`, without waiting.
  init(_ lockedPath: String) throws(ServiceError) {
    path = lockedPath + ".lock"
    while true {
      let file = try Self.open(path)
      guard file.use({ flock($0, LOCK_EX | LOCK_NB) }) == 0 else { throw .socketInUse(path: lockedPath) }
      // Whoever held the lock before may have removed the file since it was opened here; then look again.
      if Self.isSameFile(file, path) {
        self.file = file
        return
      }
    }
  }

  deinit { release() }

  /// Removes the file, once: after that it may be another process's.
  func release() {
    isHeld.withLock { isHeld in
      // SAFETY: the path is handed over with its zero and lives through the call.
      if isHeld { unsafe unlink(path) }
      isHeld = false
    }
  }

  private static func open(_ path: String) throws(ServiceError) -> Descriptor {
    let number = unsafe Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard number >= 0 else { throw .system(SystemError("open \(path)")) }
    return Descriptor(owning: number)
  }

  private static func isSameFile(_ file: Descriptor, _ path: String) -> Bool {
    var opened = stat()
    var named = stat()
    // SAFETY: the calls fill `opened` and `named`.
    return unsafe file.use { unsafe fstat($0, &opened) } == 0 && stat(path, &named) == 0
      && opened.st_ino == named.st_ino && opened.st_dev == named.st_dev
  }
}
