import Glibc

/// What kind of thing stands at a path, in words.
package enum FileKind: String, Sendable, CustomStringConvertible {
  case regular = "a regular file"
  case folder = "a folder"
  case link = "a symbolic link"
  case pipe = "a pipe"
  case socket = "a socket"
  case device = "a device"

  package var description: String { rawValue }

  init(mode: mode_t) {
    self =
      switch mode & S_IFMT {
      case S_IFREG: .regular
      case S_IFDIR: .folder
      case S_IFLNK: .link
      case S_IFIFO: .pipe
      case S_IFSOCK: .socket
      default: .device
      }
  }

  /// From a folder's record; `nil` where the file system does not say.
  init?(recordType: UInt8) {
    guard Int(recordType) != DT_UNKNOWN else { return nil }
    self.init(mode: mode_t(recordType) << 12)
  }
}

/// What the system knows of a file.
package struct FileStatus: Sendable {
  package let kind: FileKind
  /// Of a regular file; something else for others.
  package let byteCount: Int
  /// When its bytes were last changed, in seconds since 1970.
  package let modifiedAt: Int
  /// Who may read, write and execute it: the last nine bits of its mode.
  package let permissions: mode_t
  let identity: FileIdentity
  package let stamp: FileStamp

  package init(of file: Descriptor) throws(SystemError) {
    // SAFETY: the call fills the status that it is given.
    try self.init("stat") { status in file.use { unsafe fstat($0, &status) } }
  }

  /// - Parameter followingLinks: whether a link at the end of the path stands for its target.
  package init(
    of path: FilePath, followingLinks: Bool, action: String = "stat"
  ) throws(SystemError) {
    try self.init(action) { status in
      // SAFETY: the path ends in a zero and lives through the call, which fills `status`.
      unsafe path.withCString { path in
        unsafe followingLinks ? stat(path, &status) : lstat(path, &status)
      }
    }
  }

  private init(_ action: String, _ call: (inout stat) -> Int32) throws(SystemError) {
    var status = stat()
    _ = try FileCall.status.make(action) { _ in Int(call(&status)) }
    kind = FileKind(mode: status.st_mode)
    byteCount = Int(status.st_size)
    modifiedAt = status.st_mtim.tv_sec
    permissions = status.st_mode & 0o777
    stamp = FileStamp(
      byteCount: byteCount, modifiedAt: modifiedAt, nanoseconds: status.st_mtim.tv_nsec)
    identity = FileIdentity(device: status.st_dev, number: status.st_ino)
  }

  /// Whether both are the same file, whatever its names.
  package func isSameFile(as other: FileStatus) -> Bool { identity == other.identity }
}

/// Differs once the bytes of a file have changed, unless somebody has set its time back.
package struct FileStamp: Hashable, Sendable {
  let byteCount: Int
  let modifiedAt: Int
  let nanoseconds: Int
}

/// Tells one file from another, whatever its names.
struct FileIdentity: Hashable, Sendable {
  let device: UInt
  let number: UInt
}
