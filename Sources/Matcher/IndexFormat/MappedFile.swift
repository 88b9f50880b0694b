import Glibc

/// A file mapped for reading, whole, until the value ends.
///
/// Index files are replaced by rename only, never written in place, so the mapping keeps the file it was made
/// of. If somebody cuts the mapped file itself short, reading beyond its new end stops the process (SIGBUS);
/// nothing is copied to guard against that.
@safe struct MappedFile: ~Copyable, @unchecked Sendable {
  // SAFETY: `byteCount` bytes from `base` are mapped read-only from init to deinit; an empty file maps
  // nothing and has an address that is never read.
  private let base: UnsafeRawPointer
  let byteCount: Int

  init(path: String) throws(IndexError) {
    (unsafe base, byteCount) = try unsafe Self.map(path)
  }

  private static func map(_ path: String) throws(IndexError) -> (UnsafeRawPointer, Int) {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw unreadable(path, systemMessage()) }
    defer { close(file) }
    var status = stat()
    guard unsafe fstat(file, &status) == 0 else { throw unreadable(path, systemMessage()) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw unreadable(path, "a folder, device or other special file")
    }
    let byteCount = Int(status.st_size)
    guard byteCount > 0 else { return (unsafe UnsafeRawPointer(bitPattern: 4096)!, 0) }
    guard let mapped = unsafe mmap(nil, byteCount, PROT_READ, MAP_SHARED, file, 0),
      unsafe mapped != MAP_FAILED
    else { throw unreadable(path, systemMessage()) }
    return (UnsafeRawPointer(mapped), byteCount)
  }

  deinit {
    if byteCount > 0 { unsafe munmap(UnsafeMutableRawPointer(mutating: base), byteCount) }
  }

  /// Valid as long as this value lives.
  @unsafe var buffer: UnsafeRawBufferPointer { unsafe UnsafeRawBufferPointer(start: base, count: byteCount) }

  var bytes: RawSpan {
    @_lifetime(borrow self) get {
      // SAFETY: see `base`; the span cannot outlive the borrow of self.
      let span = unsafe RawSpan(_unsafeStart: base, byteCount: byteCount)
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }

  private static func unreadable(_ path: String, _ found: String) -> IndexError {
    IndexError(.readable, path: path, expected: "a readable index file", found: found)
  }
}

/// What the system says of the last failed call.
func systemMessage(_ code: Int32 = errno) -> String { unsafe String(cString: strerror(code)) }
