import Glibc

/// Reads whole regular files, never more of them than a limit.
package enum FileBytes {
  /// Opens the regular file at `path`; a link in the last place is followed only if that is asked for.
  package static func open(_ path: [UInt8], followingLinks: Bool = false) throws(FileError) -> Descriptor {
    let flags = O_RDONLY | O_NONBLOCK | O_NOCTTY
    do throws(SystemError) {
      return try FilePath(path).open(followingLinks ? flags : flags | O_NOFOLLOW)
    } catch {
      throw error.code == ELOOP ? .notRegular(.link) : .system(error)
    }
  }

  /// The length of a regular file, in bytes.
  package static func byteCount(of file: Descriptor) throws(FileError) -> Int {
    let status = try FileError.wrapping { () throws(SystemError) in try FileStatus(of: file) }
    guard status.kind == .regular else { throw .notRegular(status.kind) }
    return status.byteCount
  }

  /// Everything in `file`, from its start, whatever its read position. A file that grows while it is read is
  /// read as long as it was; one that shrinks, to its new end.
  package static func read(_ file: Descriptor, byteCountMax: Int) throws(FileError) -> [UInt8] {
    let expected = try byteCount(of: file)
    guard expected <= byteCountMax else { throw .tooLarge(limit: byteCountMax, found: expected) }
    return try FileError.wrapping { () throws(SystemError) in try file.readAll(expected, at: 0) }
  }

  /// Calls `body` with everything in `file`, from its start, in pieces of at most 1 MiB, as `read` does with
  /// a file that changes meanwhile, as long as it returns true.
  package static func forEachPiece(of file: Descriptor, _ body: ([UInt8]) -> Bool) throws(FileError) {
    let end = try byteCount(of: file)
    var offset = 0
    while offset < end {
      let piece = try FileError.wrapping { () throws(SystemError) in
        try file.readSome(min(1 << 20, end - offset), at: offset)
      }
      if piece.isEmpty || !body(piece) { break }
      offset += piece.count
    }
  }
}
