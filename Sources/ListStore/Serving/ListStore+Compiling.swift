import GRDB
public import Kernels
import Matcher
import Platform

extension ListStore {
  /// Compiles the entries that answer into a new index, which is in service from the moment on that the store
  /// names it; look-ups go on meanwhile, and so do changes, which the next generation has. O(entries log n).
  ///
  /// - Throws: `StoreError` where another process compiles already, or the index cannot be written; the old
  ///   one stays in service.
  @discardableResult public func compile(
    kernels: KernelTable = .best, by author: Author
  ) throws(StoreError) -> Generation {
    let lock = try lockCompiling()
    defer { lock.release() }
    let generation = try StoreError.wrapping(path) { try write(kernels, author) }
    try act(by: author) { act in
      try act.tables.insert(generation)
      try act.note(.compile, reason: "generation \(generation.number)")
    }
    removeIndexes(before: generation.number)
    return generation
  }

  private func lockCompiling() throws(StoreError) -> LockFile {
    do throws(SystemError) {
      if let lock = try LockFile(beside: folder.compiling) { return lock }
    } catch {
      throw StoreError(path, error)
    }
    throw StoreError(
      .compiling, path, expected: "to be the one that compiles", found: "another process at it")
  }

  /// Writes the index. Nothing is read from the store any more once its entries are there, so that what
  /// sorting takes holds nobody up.
  private func write(_ kernels: KernelTable, _ author: Author) throws -> Generation {
    let (number, sequence) = try read { (try $0.generation()?.number ?? 0, try $0.sequence()) }
    let next = number + 1
    let stamp = IndexStamp(generation: UInt64(next), sequence: UInt64(sequence))
    var feed = try IndexFeed(to: folder.index(next), stamp, kernels: kernels, mode: 0o600)
    try pass { try $0.feedEffectiveEntries(into: &feed) }
    let header = try feed.finish()
    return Generation(
      number: next, sequence: sequence, digest: header.contentDigest, entryCount: header.entryCount,
      time: author.time)
  }

  private func removeIndexes(before number: Int) {
    for old in max(1, number - 8)..<number { try? FilePath(folder.index(old)).remove() }
  }
}
