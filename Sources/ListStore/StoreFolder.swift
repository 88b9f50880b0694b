import Glibc
import Platform
import Synchronization

/// Where the parts of a store stand: a folder for its owner alone.
struct StoreFolder: Hashable, Sendable {
  let path: String

  /// The truth: one SQLite file, with `-wal` and `-shm` beside it while it is in use.
  var lists: String { path + "/lists.sqlite" }

  /// A compiled index. Which of them is in service the store says.
  func index(_ generation: Int) -> String { "\(path)/index-\(generation)" }

  /// Locked by whoever compiles.
  var compiling: String { path + "/compiling" }

  /// Locked by whoever imports into a list.
  func importing(into list: Int64) -> String { "\(path)/importing-\(list)" }

  /// The name that what an import sorts has for a moment; each has its own.
  var scratch: String {
    "\(path)/import-\(getpid())-\(Self.scratchCount.add(1, ordering: .relaxed).newValue)"
  }
  private static let scratchCount = Atomic(0)

  /// What a store that is being made is called until it is one: whoever is killed meanwhile leaves no store.
  var making: String { lists + ".new" }

  /// Makes the folder, or takes one that is its owner's alone already, and in it an empty file, which nobody
  /// else may read either: SQLite gives the files beside it the same permissions. What was left behind there
  /// is removed.
  ///
  /// - Returns: the lock of whoever makes a store here.
  func make() throws(StoreError) -> LockFile {
    do throws(SystemError) {
      try FilePath(path).makeFolder(mode: 0o700)
    } catch {
      guard error.code == EEXIST else { throw StoreError(path, error) }
      try checkPrivacy()
    }
    let lock = try lockMaking()
    try checkVacancy()
    do throws(SystemError) {
      for suffix in Self.fileSuffixes { try? FilePath(making + suffix).remove() }
      _ = try FilePath(making).open(O_RDWR | O_CREAT | O_EXCL, mode: 0o600, action: "create \(making)")
    } catch {
      throw StoreError(path, error)
    }
    return lock
  }

  /// Of an SQLite file and those that stand beside it while it is in use.
  static let fileSuffixes = ["", "-wal", "-shm"]

  /// Gives what was made its name.
  func commitMaking() throws(StoreError) {
    do throws(SystemError) {
      try FilePath(making).open(O_RDWR, action: "sync \(making)").sync()
      try FilePath(making).rename(to: FilePath(lists), action: "rename \(making)")
      try FilePath(path).open(O_RDONLY | O_DIRECTORY, action: "sync \(path)").sync()
    } catch {
      throw StoreError(path, error)
    }
  }

  private func lockMaking() throws(StoreError) -> LockFile {
    do throws(SystemError) {
      if let lock = try LockFile(beside: lists) { return lock }
    } catch {
      throw StoreError(path, error)
    }
    throw StoreError(
      .vacant, path, expected: "to be the one that makes a store here", found: "another process at it")
  }

  /// An empty file is no store: it was left by a making that was cut short.
  private func checkVacancy() throws(StoreError) {
    guard let status = try? FileStatus(of: FilePath(lists), followingLinks: false) else { return }
    guard status.kind == .regular, status.byteCount == 0 else {
      throw StoreError(.vacant, path, expected: "a folder without a list store", found: "one that has one")
    }
    for suffix in Self.fileSuffixes { try? FilePath(lists + suffix).remove() }
  }

  private func checkPrivacy() throws(StoreError) {
    let status: FileStatus
    do throws(SystemError) {
      status = try FileStatus(of: FilePath(path), followingLinks: true)
    } catch {
      throw StoreError(path, error)
    }
    guard status.kind == .folder else {
      throw StoreError(.vacant, path, expected: "a folder or a free name", found: "\(status.kind)")
    }
    guard status.permissions & 0o077 == 0 else {
      throw StoreError(
        .privacy, path, expected: "a folder for its owner alone (700)",
        found: "one with the permissions \(String(status.permissions, radix: 8))")
    }
  }

  /// - Throws: where there is no store to open.
  func checkPresence() throws(StoreError) {
    do throws(SystemError) {
      _ = try FileStatus(of: FilePath(lists), followingLinks: true)
    } catch {
      guard error.code == ENOENT || error.code == ENOTDIR else { throw StoreError(path, error) }
      throw StoreError(.present, path, expected: "the folder of a list store", found: "none")
    }
  }

  /// - Throws: where the file cannot be one of SQLite, which would make an empty one its own.
  func checkContent() throws(StoreError) {
    let start: [UInt8]
    do throws(SystemError) {
      start = try FilePath(lists).open(O_RDONLY, action: "open \(lists)").readSome(16)
    } catch {
      throw StoreError(path, error)
    }
    guard start == Array("SQLite format 3\0".utf8) else { throw StoreError.noStore(path) }
  }
}
