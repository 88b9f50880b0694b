import ContentDigests
import GRDB
import HashCore
import Matcher
import Platform

extension ListStore {
  /// Compares the compiled index, with what changed since, with the entries that answer: each is found by
  /// each of its hashes and digests, with its state and its labels, and there are no others. O(entries log
  /// n).
  ///
  /// A store that was never compiled has nothing to compare.
  func checkIndex() throws(StoreError) {
    guard let generation = try read({ try $0.generation() }) else { return }
    try checkFile(of: generation)
    let index = try StoreReader(self, honoured: .all).index()
    try read { tables in
      // What was changed meanwhile is in neither of the two as it is in the other.
      guard index.sequence == UInt64(try tables.sequence()) else { return }
      var count = 0
      for list in try tables.lists() {
        try tables.forEachEntry(of: list.number) { row in
          guard list.list.answers(row.state) else { return }
          count += 1
          try check(try tables.stored(row, list: list.list.name), isIn: index)
        }
      }
      guard count == index.entryCount else {
        throw StoreError(
          .index, index.base.path, expected: "\(count) entries that answer", found: "\(index.entryCount)")
      }
    }
  }

  /// One that is gone is missed by nobody: answers are compiled in memory then.
  private func checkFile(of generation: Generation) throws(StoreError) {
    let path = folder.index(generation.number)
    guard (try? FileStatus(of: FilePath(path), followingLinks: true)) != nil else { return }
    try StoreError.wrapping(path) {
      let index = try HashIndex.open(path: path, honoured: .all)
      guard index.header.isOf(generation) else {
        throw StoreError(
          .index, path, expected: "the index that the store names as its generation \(generation.number)",
          found: "another")
      }
      try index.verify()
    }
  }

  private func check(_ entry: StoredEntry, isIn index: LiveIndex) throws {
    func fail(_ what: String) -> StoreError {
      StoreError(
        .index, "\(entry.list)/\(entry.id)", expected: "an index that has the entry as the store has it",
        found: what)
    }
    guard let number = index.number(of: entry.id, inList: entry.list) else { throw fail("none") }
    let indexed = index.entry(number)
    guard indexed.state == entry.state else { throw fail("one that is \(indexed.state)") }
    guard Set(indexed.labels) == Set(entry.labelTexts) else { throw fail("other labels") }
    for digest in entry.content.digests where !index.entries(with: digest).contains(number) {
      throw fail("none with the digest \(digest.hex)")
    }
    for stored in entry.content.hashes {
      var isFound = false
      try index.forEachMatch(for: stored.hash, within: Threshold(0)!, engine: .auto) {
        isFound = $0.entry == number
        return !isFound
      }
      guard isFound else { throw fail("none with the hash \(stored.hash)") }
    }
  }
}
