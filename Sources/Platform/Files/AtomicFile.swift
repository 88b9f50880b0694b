import Glibc
import Synchronization

/// A file that appears whole at its path or not at all: written without a name or under another
/// one, synced, then renamed.
///
/// Where the file system has files without a name (`O_TMPFILE`), nothing stays behind whatever ends the
/// process. Elsewhere the file is called `<path>.tmp.<process>.<number>` meanwhile, and a value that ends
/// without `commit` removes it.
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
    if let unnamed = Self.unnamed(in: path.folder, mode) {
      file = unnamed
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
    try withFreeName(for: path) { (name) throws(SystemError) in
      try name.open(O_RDWR | O_CREAT | O_EXCL, mode: mode, action: "create")
    }
  }

  /// Calls `body` with temporary names beside `path` until one is free.
  private static func withFreeName<Result>(
    for path: FilePath, _ body: (FilePath) throws(SystemError) -> Result
  ) throws(SystemError) -> (Result, FilePath) {
    while true {
      let number = nameCount.add(1, ordering: .relaxed).newValue
      let name = path.appending(".tmp.\(getpid()).\(number)")
      do throws(SystemError) {
        return (try body(name), name)
      } catch {
        guard error.code == EEXIST else { throw error }
      }
    }
  }

  private static let nameCount = Atomic(0)
}
