import GRDB
import Glibc
import Platform

extension ListStore {
  /// Copies the store into one file, consistent while others go on working with it. The file appears under
  /// its name when it is complete and on the disk; nobody but its owner may read it. O(store).
  ///
  /// - Throws: `StoreError` where something stands at `path` already.
  public func backUp(to path: String, by author: Author) throws(StoreError) {
    let part = path + ".part"
    try Self.checkFree(path)
    try act(by: author) { try $0.note(.backup, reason: path) }
    try Self.writing(to: path) { () throws(SystemError) in
      _ = try FilePath(part).open(O_RDWR | O_CREAT | O_EXCL, mode: 0o600, action: "create \(part)")
    }
    do {
      try StoreError.wrapping(path) { try queue.vacuum(into: part) }
      try Self.commit(part, as: path)
    } catch {
      try? FilePath(part).remove()
      throw error
    }
  }

  /// Makes a store of a backup, in a folder that holds none yet, and checks all of it.
  public static func restore(
    from backup: String, to path: String, by author: Author
  ) throws(StoreError) -> ListStore {
    let folder = StoreFolder(path: path)
    try StoreFolder.checkBackup(backup)
    let lock = try folder.make()
    defer { lock.release() }
    do {
      try copy(backup, to: folder.making)
      try folder.commitMaking()
      let store = try ListStore(opening: path)
      _ = try store.check()
      try store.act(by: author) { try $0.note(.restore, reason: backup) }
      return store
    } catch {
      for suffix in StoreFolder.fileSuffixes {
        for name in [folder.lists, folder.making] { try? FilePath(name + suffix).remove() }
      }
      throw error
    }
  }

  private static func checkFree(_ path: String) throws(StoreError) {
    guard (try? FileStatus(of: FilePath(path), followingLinks: false)) == nil else {
      throw StoreError(.backup, path, expected: "a name that is free", found: "a file of this name")
    }
  }

  private static func commit(_ part: String, as path: String) throws(StoreError) {
    try writing(to: path) { () throws(SystemError) in
      try FilePath(part).open(O_RDWR, action: "sync \(part)").sync()
      try FilePath(part).rename(to: FilePath(path), action: "rename \(part)")
      try FilePath(path).folder.open(O_RDONLY | O_DIRECTORY, action: "sync the folder of \(path)").sync()
    }
  }

  private static func copy(_ backup: String, to path: String) throws(StoreError) {
    try writing(to: path) { () throws(SystemError) in
      let source = try FilePath(backup).open(O_RDONLY, action: "open \(backup)")
      let target = try FilePath(path).open(O_RDWR | O_TRUNC, action: "open \(path)")
      while true {
        let piece = try source.readSome(1 << 20)
        if piece.isEmpty { break }
        // SAFETY: single bytes have no padding, and the array outlives the span.
        try target.write(unsafe piece.span.bytes)
      }
      try target.sync()
    }
  }

  private static func writing(to path: String, _ body: () throws(SystemError) -> Void) throws(StoreError) {
    do throws(SystemError) {
      try body()
    } catch {
      throw StoreError(path, error)
    }
  }
}

extension StoreFolder {
  /// - Throws: where the file is no SQLite file with content.
  static func checkBackup(_ path: String) throws(StoreError) {
    do throws(SystemError) {
      let start = try FilePath(path).open(O_RDONLY, action: "open \(path)").readAll(16)
      guard String(decoding: start, as: UTF8.self) == "SQLite format 3\0" else {
        throw SystemError("read \(path)", code: EINVAL)
      }
    } catch {
      throw StoreError(.intact, path, expected: "a backup of a list store", found: error.description)
    }
  }
}
