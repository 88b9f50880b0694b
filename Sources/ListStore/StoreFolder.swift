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

  /// The name that what an import sorts has for a moment; each has its own.
  var scratch: String {
    "\(path)/import-\(getpid())-\(Self.scratchCount.add(1, ordering: .relaxed).newValue)"
  }
  private static let scratchCount = Atomic(0)

  /// Makes the folder, or takes one that is its owner's alone already, and in it the empty file, which nobody
  /// else may read either: SQLite gives the files beside it the same permissions.
  func make() throws(StoreError) {
    do throws(SystemError) {
      try FilePath(path).makeFolder(mode: 0o700)
    } catch {
      guard error.code == EEXIST else { throw StoreError(path, error) }
      try checkPrivacy()
    }
    do throws(SystemError) {
      _ = try FilePath(lists).open(O_RDWR | O_CREAT | O_EXCL, mode: 0o600, action: "create \(lists)")
    } catch {
      guard error.code == EEXIST else { throw StoreError(path, error) }
      throw StoreError(.vacant, path, expected: "a folder without a list store", found: "one that has one")
    }
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
}
