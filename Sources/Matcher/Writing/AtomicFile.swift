import ContentDigests
import Glibc

/// A file that appears whole at its path or not at all: written beside it under another name, synced,
/// renamed.
///
/// A value that ends without `commit` removes what it wrote.
@safe struct AtomicFile: ~Copyable {
  let path: String
  private let temporaryPath: String
  private let descriptor: Int32
  private var isCommitted = false

  /// Creates the temporary file in the folder of `path`, which must exist.
  init(replacing path: String) throws(IndexError) {
    self.path = path
    temporaryPath = "\(path).tmp.\(getpid())"
    descriptor = unsafe open(temporaryPath, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    if descriptor < 0 { throw Self.unwritable(path, systemMessage()) }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    if !isCommitted { unsafe unlink(temporaryPath) }
  }

  /// Writes all of `bytes` at `offset`.
  func write(_ bytes: RawSpan, at offset: Int) throws(IndexError) {
    var done = 0
    while done < bytes.byteCount {
      let rest = bytes.extracting(done..<bytes.byteCount)
      // SAFETY: pwrite reads `count` bytes of the buffer, which lives for the call.
      let written = unsafe rest.withUnsafeBytes { buffer in
        unsafe pwrite(descriptor, buffer.baseAddress, min(buffer.count, 1 << 30), off_t(offset + done))
      }
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else { throw Self.unwritable(path, systemMessage()) }
      done += written
    }
  }

  /// Makes the file end at `byteCount`, with zeros where nothing was written.
  func extend(to byteCount: Int) throws(IndexError) {
    guard ftruncate(descriptor, off_t(byteCount)) == 0 else { throw Self.unwritable(path, systemMessage()) }
  }

  /// Digests bytes that have been written, on another core. The file must stay open meanwhile.
  func digest(of range: Range<Int>) -> Deferred<Result<ContentDigest, IndexError>> {
    let (descriptor, path) = (descriptor, path)
    return Deferred {
      Result { () throws(IndexError) in try Self.digest(descriptor, range, path: path) }
    }
  }

  private static func digest(
    _ descriptor: Int32, _ range: Range<Int>, path: String
  ) throws(IndexError) -> ContentDigest {
    var digester = SHA256Digester()
    var block = [UInt8](repeating: 0, count: min(1 << 20, range.count))
    var offset = range.lowerBound
    while offset < range.upperBound {
      let wanted = min(block.count, range.upperBound - offset)
      // SAFETY: pread writes at most `wanted` bytes, and the block has as many.
      let got = unsafe pread(descriptor, &block, wanted, off_t(offset))
      if got < 0 && errno == EINTR { continue }
      guard got > 0 else { throw unwritable(path, got == 0 ? "an early end" : systemMessage()) }
      digester.update(unsafe block.span.extracting(0..<got).bytes)
      offset += got
    }
    return digester.finish()
  }

  /// Brings the file to the disk and to its path, then its name to the disk.
  mutating func commit() throws(IndexError) {
    guard fsync(descriptor) == 0, unsafe rename(temporaryPath, path) == 0 else {
      throw Self.unwritable(path, systemMessage())
    }
    isCommitted = true
    let folder = unsafe open(Self.folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw Self.unwritable(path, systemMessage()) }
    defer { close(folder) }
    guard fsync(folder) == 0 else { throw Self.unwritable(path, systemMessage()) }
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func unwritable(_ path: String, _ found: String) -> IndexError {
    IndexError(.writable, path: path, expected: "to write the index", found: found)
  }
}
