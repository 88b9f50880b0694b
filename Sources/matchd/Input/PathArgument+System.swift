import Glibc

/// The system calls that take paths.
extension PathArgument {
  /// A descriptor, or -1 and `errno`.
  func open(_ flags: Int32, mode: mode_t = 0) -> Int32 {
    unsafe withCString { unsafe Glibc.open($0, flags, mode) }
  }

  /// Removes the file of this name, if there is one.
  func remove() { _ = unsafe withCString { unsafe unlink($0) } }

  /// Gives the file of this name another one, replacing what is there; `false` and `errno` if that failed.
  func rename(to target: PathArgument) -> Bool {
    unsafe withCString { from in unsafe target.withCString { to in unsafe Glibc.rename(from, to) } } == 0
  }

  /// Gives this name to an open file that has none; `false` and `errno` if that failed.
  func link(to descriptor: Int32) -> Bool {
    unsafe withCString { name in
      unsafe "/proc/self/fd/\(descriptor)".withCString { source in
        unsafe linkat(AT_FDCWD, source, AT_FDCWD, name, AT_SYMLINK_FOLLOW)
      }
    } == 0
  }

  /// `S_IFREG`, `S_IFDIR`, ... of what stands there, a link itself and not its target; `nil` if there is
  /// nothing.
  var fileKind: mode_t? {
    var status = stat()
    guard unsafe withCString({ unsafe lstat($0, &status) }) == 0 else { return nil }
    return status.st_mode & S_IFMT
  }

  func appending(_ suffix: String) -> PathArgument { PathArgument(bytes: bytes + Array(suffix.utf8)) }

  /// The folder that holds the file of this path.
  var folder: PathArgument {
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else {
      return PathArgument(bytes: [UInt8(ascii: ".")])
    }
    return PathArgument(bytes: Array(bytes[...slash]))
  }

  init(bytes: [UInt8]) { self.bytes = bytes }

  private func withCString<R>(_ body: (UnsafePointer<CChar>) -> R) -> R {
    let terminated = bytes.map { CChar(bitPattern: $0) } + [0]
    // SAFETY: the array ends with a zero byte and lives for the call.
    return unsafe terminated.withUnsafeBufferPointer { unsafe body($0.baseAddress!) }
  }
}
