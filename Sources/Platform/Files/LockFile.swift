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
      guard file.lock() else { return nil }
      // Whoever held the lock before may have removed the file since it was opened here; then look again.
      guard try path.names(file) else { continue }
      self.file = file
      return
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
}

extension Descriptor {
  /// Locks the open file for this value, without waiting, until the last copy of the descriptor is closed.
  /// - Returns: false where somebody else has it locked.
  func lock() -> Bool { use { flock($0, LOCK_EX | LOCK_NB) } == 0 }
}

extension FilePath {
  /// Whether an open file is the one of this name.
  /// - Throws: where that cannot be told.
  func names(_ file: Descriptor) throws(SystemError) -> Bool {
    let opened = try FileStatus(of: file)
    do throws(SystemError) {
      return opened.isSameFile(as: try FileStatus(of: self, followingLinks: true))
    } catch {
      guard error.code == ENOENT else { throw error }
      return false
    }
  }
}
