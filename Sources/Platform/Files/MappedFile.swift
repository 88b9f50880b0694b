import Glibc

/// A file mapped for reading, whole, until the value ends.
///
/// Index files are replaced by rename only, never written in place, so the mapping keeps the file it was made
/// of. If somebody cuts the mapped file itself short, reading beyond its new end stops the process (SIGBUS);
/// nothing is copied to guard against that.
///
/// SAFETY: `byteCount` bytes from `base` are mapped read-only from init to deinit; an empty file maps nothing
/// and has an address that is never read.
@safe package struct MappedFile: ~Copyable, @unchecked Sendable {
  @usableFromInline let base: UnsafeRawPointer
  package let byteCount: Int

  /// Maps the regular file at `path`, following links. O(1): nothing is read yet. Anything else is refused at
  /// once; opening a pipe does not wait for its writer.
  package init(_ path: FilePath) throws(FileError) {
    try self.init(
      FileError.wrapping { () throws(SystemError) in try path.open(O_RDONLY | O_NONBLOCK | O_NOCTTY) })
  }

  /// Maps a regular file that is open for reading; the descriptor is not needed any more after that.
  package init(_ file: Descriptor) throws(FileError) {
    // SAFETY: see `base`.
    (unsafe base, byteCount) = try unsafe Self.map(file, try FileBytes.byteCount(of: file))
  }

  private static func map(
    _ file: Descriptor, _ byteCount: Int
  ) throws(FileError) -> (UnsafeRawPointer, Int) {
    // SAFETY: an address that is never read, since no byte lies behind it.
    guard byteCount > 0 else { return (unsafe UnsafeRawPointer(bitPattern: 4096)!, 0) }
    let address = try FileError.wrapping { () throws(SystemError) in
      try FileCall.map.make("map") { _ in
        // SAFETY: the system chooses a free place of `byteCount` bytes; a failure is the address -1.
        file.use { unsafe Int(bitPattern: mmap(nil, byteCount, PROT_READ, MAP_SHARED, $0, 0)) }
      }
    }
    // SAFETY: what mmap returned, and not -1.
    return (unsafe UnsafeRawPointer(bitPattern: address)!, byteCount)
  }

  deinit {
    // SAFETY: mapped by `init`, and nobody can have a span of it any more.
    if byteCount > 0 { unsafe munmap(UnsafeMutableRawPointer(mutating: base), byteCount) }
  }

  /// Valid as long as this value lives.
  @unsafe @inlinable package var buffer: UnsafeRawBufferPointer {
    unsafe UnsafeRawBufferPointer(start: base, count: byteCount)
  }

  @inlinable package var bytes: RawSpan {
    @_lifetime(borrow self) get {
      // SAFETY: see `base`; the span cannot outlive the borrow of self.
      let span = unsafe RawSpan(_unsafeStart: base, byteCount: byteCount)
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }
}
