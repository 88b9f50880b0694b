import CSystem
import Glibc

/// A file mapped for reading, whole, until the value ends.
///
/// Index files are replaced by rename only, never written in place, so the mapping keeps the file it was made
/// of. Where somebody writes into the mapped file itself all the same, `change` tells; where it is cut,
/// reading beyond its new end stops the process (SIGBUS), or gives zeros in a process that has called
/// `catchLostPages`.
///
/// SAFETY: `byteCount` bytes from `base` are mapped read-only from init to deinit; an empty file maps nothing
/// and has an address that is never read.
@safe package struct MappedFile: ~Copyable, @unchecked Sendable {
  @usableFromInline let base: UnsafeRawPointer
  package let byteCount: Int
  /// `nil` for a file of our own.
  private let watch: MappingWatch?

  /// Maps the regular file at `path`, following links. O(1): nothing is read yet. Anything else is refused at
  /// once; opening a pipe does not wait for its writer.
  package init(_ path: FilePath) throws(FileError) {
    let file = try FileError.wrapping { () throws(SystemError) in
      try path.open(O_RDONLY | O_NONBLOCK | O_NOCTTY)
    }
    let status = try FileError.wrapping { () throws(SystemError) in try FileStatus(of: file) }
    guard status.kind == .regular else { throw .notRegular(status.kind) }
    // SAFETY: see `base`.
    let (start, byteCount) = try unsafe Self.map(file, status.byteCount)
    let found: MappingWatch
    do throws(SystemError) {
      // SAFETY: as above.
      found = try unsafe MappingWatch(file, status.stamp, start: start)
    } catch {
      // SAFETY: mapped just now, and nobody has seen it.
      unsafe Self.unmap(start, byteCount)
      throw .system(error)
    }
    // SAFETY: as above.
    unsafe base = start
    self.byteCount = byteCount
    watch = found
  }

  /// Maps a regular file of our own that is open for reading; the descriptor is not needed any more after
  /// that.
  package init(_ file: Descriptor) throws(FileError) {
    watch = nil
    // SAFETY: see `base`.
    (unsafe base, byteCount) = try unsafe Self.map(file, try FileBytes.byteCount(of: file))
  }

  /// Has pages that are gone from a mapped file read as zeros from now on, rather than end the process. For a
  /// program, not for a library: it is the process's handler of SIGBUS.
  package static func catchLostPages() throws(SystemError) {
    guard csystem_catch_lost_pages() == 0 else { throw SystemError("catch SIGBUS") }
  }

  /// What somebody has done to the file since it was mapped; what was read before this was asked is right
  /// where it is `nil`. One system call.
  package var change: FileChange? { watch?.change }

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
    watch?.end()
    // SAFETY: mapped by `init`, and nobody can have a span of it any more.
    unsafe Self.unmap(base, byteCount)
  }

  private static func unmap(_ start: UnsafeRawPointer, _ byteCount: Int) {
    // SAFETY: the caller says that these bytes are mapped and that nobody reads them any more.
    if byteCount > 0 { unsafe munmap(UnsafeMutableRawPointer(mutating: start), byteCount) }
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
