import Glibc

/// Why a file could not be read, in words.
struct FileError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }

  /// `what` failed as `errno` says.
  static func system(_ what: String) -> FileError {
    // SAFETY: strerror gives a C string that stays valid until the next call; it is copied at once.
    FileError("\(what): \(unsafe String(cString: strerror(errno)))")
  }
}

/// An open file that is read from front to back.
struct InputFile: ~Copyable {
  private let descriptor: Int32
  private let isOwned: Bool
  /// The size of a regular file; 0 for a pipe.
  let byteCount: Int

  /// Opens the file at `path`; `-` is standard input.
  init(_ path: PathArgument) throws(FileError) {
    if path.isStandardStream {
      (descriptor, isOwned, byteCount) = (0, false, 0)
      return
    }
    let opened = path.open(O_RDONLY | O_CLOEXEC)
    guard opened >= 0 else { throw .system("cannot open") }
    var status = stat()
    guard unsafe fstat(opened, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else {
      close(opened)
      throw FileError("expected a file, found a folder")
    }
    (descriptor, isOwned, byteCount) = (opened, true, status.st_size)
  }

  deinit { if isOwned { close(descriptor) } }

  /// The next bytes, at most `byteCount`; none at the end.
  func read(_ byteCount: Int) throws(FileError) -> [UInt8] {
    var failed = false
    // SAFETY: the buffer has room for `byteCount` bytes, read writes no more, and `filled` counts them.
    let piece = unsafe [UInt8](unsafeUninitializedCapacity: byteCount) { buffer, filled in
      let count = retrying { unsafe Glibc.read(descriptor, buffer.baseAddress, byteCount) }
      failed = count < 0
      filled = max(0, count)
    }
    if failed { throw .system("cannot read") }
    return piece
  }

  /// Everything up to the end of the file, but at most `byteCountMax` + 1 bytes, so that more than the limit
  /// shows.
  func readAll(byteCountMax: Int) throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count <= byteCountMax {
      let piece = try read(min(1 << 20, byteCountMax + 1 - bytes.count))
      if piece.isEmpty { break }
      bytes += piece
    }
    return bytes
  }
}

/// Repeats a system call that a signal interrupted.
func retrying(_ call: () -> Int) -> Int {
  while true {
    let result = call()
    if result >= 0 || errno != EINTR { return result }
  }
}
