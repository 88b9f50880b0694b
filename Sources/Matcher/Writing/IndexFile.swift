import ContentDigests
import Platform

/// Where an index is written to.
enum IndexTarget {
  /// It appears whole at this path or not at all.
  case path(String, mode: UInt32 = 0o644)
  /// A file in memory.
  case memory(Descriptor)

  /// For error messages.
  var name: String {
    switch self {
    case .path(let path, _): path
    case .memory: "index in memory"
    }
  }
}

/// The file that an index is written to.
struct IndexFile: ~Copyable {
  private let file: Descriptor
  /// What gives the file its name; `nil` for one in memory.
  private var naming: AtomicFile?
  private let path: String

  init(_ target: IndexTarget) throws(IndexError) {
    path = target.name
    switch target {
    case .path(let path, let mode):
      try Self.checkReplaceable(path)
      let atomic = try IndexError.wrapping(path) { () throws(SystemError) in
        try AtomicFile(replacing: FilePath(path), mode: mode)
      }
      file = atomic.file
      naming = consume atomic
    case .memory(let descriptor):
      file = descriptor
      naming = nil
    }
  }

  /// Renaming over a device, a pipe or a socket would take it away from whoever uses it.
  private static func checkReplaceable(_ path: String) throws(IndexError) {
    guard let kind = try? FileStatus(of: FilePath(path), followingLinks: false).kind else { return }
    if [.device, .pipe, .socket].contains(kind) {
      throw IndexError(
        .writable, path: path, expected: "a regular file or a new name to write to", found: kind.rawValue)
    }
  }

  /// Writes all of `bytes` at `offset`.
  func write(_ bytes: RawSpan, at offset: Int) throws(IndexError) {
    do throws(SystemError) {
      try file.write(bytes, at: offset)
    } catch {
      throw IndexError(path, unwritable: error)
    }
  }

  /// Makes the file end at `byteCount`, with zeros where nothing was written.
  func extend(to byteCount: Int) throws(IndexError) {
    let file = file
    try IndexError.wrapping(path) { () throws(SystemError) in try file.setByteCount(byteCount) }
  }

  /// Digests bytes that have been written, on another core.
  func digest(of range: Range<Int>) -> Deferred<Result<ContentDigest, IndexError>> {
    let (file, path) = (file, path)
    return Deferred {
      Result { () throws(IndexError) in
        try IndexError.wrapping(path) { () throws(SystemError) in try file.digest(of: range) }
      }
    }
  }

  /// Brings the file to the disk and to its path, then its name to the disk; where it has a path.
  mutating func commit() throws(IndexError) {
    do throws(SystemError) {
      try naming?.commit()
    } catch {
      throw IndexError(path, unwritable: error)
    }
  }
}

extension IndexError {
  fileprivate init(_ path: String, unwritable error: SystemError) {
    self.init(.writable, path: path, expected: "to write the index", found: error.reason)
  }

  static func wrapping<Value: ~Copyable>(
    _ path: String, _ body: () throws(SystemError) -> Value
  ) throws(IndexError) -> Value {
    do throws(SystemError) {
      return try body()
    } catch {
      throw IndexError(path, unwritable: error)
    }
  }
}

extension Descriptor {
  /// The SHA-256 of a range of the file.
  fileprivate func digest(of range: Range<Int>) throws(SystemError) -> ContentDigest {
    var digester = SHA256Digester()
    for start in stride(from: range.lowerBound, to: range.upperBound, by: 1 << 20) {
      let block = try readAll(min(1 << 20, range.upperBound - start), at: start)
      // SAFETY: single bytes have no padding, and the array outlives the span.
      digester.update(unsafe block.span.bytes)
    }
    return digester.finish()
  }
}
