import Glibc

/// A file that appears whole at its path or not at all: written without a name or under another
/// one, synced, then renamed.
///
/// Where the file system has files without a name (`O_TMPFILE`), nothing stays behind whatever ends the
/// process. Elsewhere, and for a moment where a file is replaced, it is called `<path>.tmp-<number>`; a value
/// that ends without `commit` removes it. Whoever writes such a file has a lock on it: one that nobody has a
/// lock on was left by a process that was killed, and the next writer of the same path removes it.
package struct AtomicFile: ~Copyable {
  package let path: FilePath
  /// Open for reading and writing.
  package let file: Descriptor
  /// The name that the file has until it is committed.
  private var temporary: FilePath?

  /// Creates the file, empty, in the folder of `path`, which must exist.
  ///
  /// - Parameter mode: permission bits, less those that the process's mask takes away.
  package init(replacing path: FilePath, mode: mode_t) throws(SystemError) {
    self.path = path
    Self.removeStale(of: path)
    if let unnamed = Self.unnamed(in: path.folder, mode) {
      file = unnamed
      _ = file.lock()
    } else {
      (file, temporary) = try Self.named(for: path, mode)
    }
  }

  deinit {
    if let temporary { try? temporary.remove() }
  }

  /// Writes all of `bytes` at `offset`, or behind what was written without one.
  package func write(_ bytes: RawSpan, at offset: Int? = nil) throws(SystemError) {
    try file.write(bytes, at: offset)
  }

  /// Brings the file to the disk, then to its path, then its name to the disk.
  ///
  /// - Throws: `path` still has the old file then, or, where only the last step failed, has the new one.
  package mutating func commit() throws(SystemError) {
    try file.sync()
    try takeName()
    try temporary?.rename(to: path, action: "replace")
    temporary = nil
    try path.folder.open(O_RDONLY | O_DIRECTORY, action: "write").sync()
  }

  /// Gives a file without a name its own at once if that is free, else a temporary one, to be renamed.
  private mutating func takeName() throws(SystemError) {
    guard temporary == nil else { return }
    do throws(SystemError) {
      try path.link(to: file, action: "write")
    } catch {
      guard error.code == EEXIST else { throw error }
      let file = file
      (_, temporary) = try Self.withFreeName(for: path) { (name) throws(SystemError) in
        try name.link(to: file, action: "write")
      }
    }
  }

  private static func unnamed(in folder: FilePath, _ mode: mode_t) -> Descriptor? {
    do throws(SystemError) {
      // Without /proc the file could not be given a name later.
      _ = try FileStatus(of: FilePath("/proc/self/fd"), followingLinks: true)
      return try folder.openUnnamed(mode: mode)
    } catch {
      return nil
    }
  }

  private static func named(for path: FilePath, _ mode: mode_t) throws(SystemError) -> (Descriptor, FilePath)
  {
    while true {
      let (file, name) = try withFreeName(for: path) { (name) throws(SystemError) in
        try name.open(O_RDWR | O_CREAT | O_EXCL, mode: mode, action: "create")
      }
      // Somebody may have taken it for one that was left behind before it was locked here.
      guard file.lock() else { continue }
      do throws(SystemError) {
        if try name.names(file) { return (file, name) }
      } catch {
        try? name.remove()
        throw error
      }
    }
  }

  /// Calls `body` with temporary names beside `path` until one is free.
  private static func withFreeName<Result>(
    for path: FilePath, _ body: (FilePath) throws(SystemError) -> Result
  ) throws(SystemError) -> (Result, FilePath) {
    var number = 0
    while true {
      let name = temporaryName(of: path, number)
      do throws(SystemError) {
        return (try body(name), name)
      } catch {
        guard error.code == EEXIST else { throw error }
      }
      number += 1
    }
  }

  private static func temporaryName(of path: FilePath, _ number: Int) -> FilePath {
    path.appending(".tmp-\(number)")
  }

  /// As many processes may be killed at the same time before something stays for good.
  private static let staleCountMax = 8

  private static func removeStale(of path: FilePath) {
    for number in 0..<staleCountMax {
      let name = temporaryName(of: path, number)
      guard let status = try? FileStatus(of: name, followingLinks: false), status.kind == .regular,
        let file = try? name.open(O_RDONLY | O_NOFOLLOW | O_NONBLOCK), file.lock(),
        (try? name.names(file)) == true
      else { continue }
      try? name.remove()
    }
  }
}
