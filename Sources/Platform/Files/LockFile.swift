import Glibc
import Synchronization

/// A lock that one process at a time holds, by a file beside what is locked. Released, and the file removed,
/// at the end of its life or of the process.
package final class LockFile: Sendable {
  private let path: FilePath
  private let file: Descriptor
  private let isHeld = Mutex(true)

  /// Locks `<path>.lock`, without waiting; `nil` where another process has it.
  package init?(beside lockedPath: String) throws(SystemError) {
    path = FilePath(lockedPath + ".lock")
    while true {
      let file = try path.open(O_RDWR | O_CREAT | O_NOFOLLOW, mode: 0o600, action: "open \(lockedPath).lock")
      guard file.use({ flock($0, LOCK_EX | LOCK_NB) }) == 0 else { return nil }
      // Whoever held the lock before may have removed the file since it was opened here; then look again.
      if Self.isSameFile(file, path) {
        self.file = file
        return
      }
    }
  }

  deinit { release() }

  /// Removes the file, once: after that it may be another process's.
  package func release() {
    isHeld.withLock { isHeld in
      if isHeld { try? path.remove() }
      isHeld = false
    }
  }

  private static func isSameFile(_ file: Descriptor, _ path: FilePath) -> Bool {
    guard let opened = try? FileStatus(of: file),
      let named = try? FileStatus(of: path, followingLinks: true)
    else { return false }
    return opened.isSameFile(as: named)
  }
}
