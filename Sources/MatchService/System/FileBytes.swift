import Glibc

/// Why a file's bytes are not there.
enum FileError: Error, Hashable, CustomStringConvertible {
  case system(SystemError)
  /// A folder, link, device, pipe or socket; `kind` says which.
  case notRegular(kind: String)
  case tooLarge(limit: Int, found: Int)

  var description: String {
    switch self {
    case .system(let error): error.description
    case .notRegular(let kind): "expected a regular file, found \(kind)"
    case .tooLarge(let limit, let found): "expected at most \(limit) bytes, found \(found)"
    }
  }
}

/// Reads whole regular files, never more of them than a limit.
enum FileBytes {
  /// Opens the regular file at `path`; a link in the last place is not followed.
  static func open(_ path: [UInt8]) throws(FileError) -> Descriptor {
    let terminated = path.map { CChar(bitPattern: $0) } + [0]
    // SAFETY: `terminated` ends in a zero and lives through the call.
    let number = unsafe terminated.withUnsafeBufferPointer { name in
      unsafe Glibc.open(name.baseAddress!, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY)
    }
    if number < 0 && errno == ELOOP { throw .notRegular(kind: "a symbolic link") }
    guard number >= 0 else { throw .system(SystemError("open")) }
    return Descriptor(owning: number)
  }

  /// The length of a regular file, in bytes.
  static func byteCount(of file: Descriptor) throws(FileError) -> Int {
    var status = stat()
    // SAFETY: the call fills `status`, which lives through it.
    guard file.use({ unsafe fstat($0, &status) }) == 0 else { throw .system(SystemError("stat")) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notRegular(kind: fileKind(status.st_mode)) }
    return Int(status.st_size)
  }

  /// Everything in `file`, from its start, whatever its read position. A file that grows while it is read is
  /// read as long as it was; one that shrinks, to its new end.
  static func read(_ file: Descriptor, byteCountMax: Int) throws(FileError) -> [UInt8] {
    let expected = try byteCount(of: file)
    guard expected <= byteCountMax else { throw .tooLarge(limit: byteCountMax, found: expected) }
    var failure: SystemError?
    let bytes = file.use { number in
      // SAFETY: pread writes at most `expected - done` bytes behind the `done` that are initialised.
      unsafe [UInt8](unsafeUninitializedCapacity: expected) { buffer, done in
        while done < expected {
          let part = unsafe pread(number, buffer.baseAddress! + done, expected - done, off_t(done))
          if part < 0 && errno == EINTR { continue }
          if part < 0 { failure = SystemError("read") }
          guard part > 0 else { return }
          done += part
        }
      }
    }
    if let failure { throw .system(failure) }
    return bytes
  }
}

/// A kind of file in words.
func fileKind(_ mode: mode_t) -> String {
  switch mode & S_IFMT {
  case S_IFDIR: "a folder"
  case S_IFLNK: "a symbolic link"
  case S_IFIFO: "a pipe"
  case S_IFSOCK: "a socket"
  case S_IFREG: "a regular file"
  default: "a device"
  }
}
