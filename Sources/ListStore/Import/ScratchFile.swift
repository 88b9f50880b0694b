import GRDB
import Glibc
import Platform

/// A file beside the store, of its owner's alone, for what an import sorts or keeps. It loses its name as
/// soon as it is open, so that it goes with the process, however that ends.
///
/// It has a connection of its own: a statement that is open while the store commits would keep the store's
/// old state.
struct ScratchFile: Sendable {
  let path: String
  let queue: DatabaseQueue

  /// - Parameter sql: makes its tables.
  init(in folder: StoreFolder, sql: String) throws(StoreError) {
    let path = folder.scratch
    try? FilePath(path).remove()
    do throws(SystemError) {
      _ = try FilePath(path).open(O_RDWR | O_CREAT | O_EXCL, mode: 0o600, action: "create \(path)")
    } catch {
      throw StoreError(path, error)
    }
    queue = try StoreError.wrapping(path) {
      let queue = try StoreConnection.openScratch(path, in: folder.path)
      try queue.write { try $0.execute(sql: sql) }
      return queue
    }
    try? FilePath(path).remove()
    self.path = path
  }

  /// What was written there is not what is read.
  var damage: StoreError {
    StoreError(.intact, path, expected: "the entries that were written", found: "other bytes")
  }
}
