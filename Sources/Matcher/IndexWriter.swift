import ContentDigests
import HashCore
import Kernels

/// Compiles an index from entries in any order: gathers them in memory, then writes the file whole or not at
/// all. `IndexFeed` takes entries that come in order, and keeps less of them.
///
/// The same entries give the same bytes, in whatever order they were added: nothing depends on the clock, on
/// chance or on the machine.
public struct IndexWriter: Sendable {
  /// Which search tables the file gets besides the hashes and digests.
  public enum Tables: Sendable {
    /// Ring tables and the BK-tree: the fastest look-ups.
    case ringAndBK
    /// The BK-tree alone: the leanest file.
    case bkOnly
  }

  private var entries = EntryTable()
  /// With the numbers of additions in the place of entry numbers.
  private var items = IndexItems()

  public init() {}

  /// How many hashes and digests were added.
  public var itemCount: Int { items.count }

  /// The names of the lists that something was added to, in byte order.
  public var listNames: [String] { entries.listNames }

  /// Says what a list is; lists that nothing is said of have defaults. O(1).
  public mutating func describe(_ list: IndexList) { entries.describe(list) }

  /// Adds one hash or digest of an entry. Items with the same list and id belong to one entry, whose labels
  /// are the union of what was given. O(1), about 60 bytes of memory and the id.
  ///
  /// - Parameter view: of which view of the picture the hash is; `nil`: of the picture as it is.
  /// - Precondition: names have at most 65 535 bytes of UTF-8.
  public mutating func add(
    _ query: MatchQuery, list: String, id: String, labels: [String] = [], state: EntryState = .confirmed,
    view: String? = nil
  ) {
    let addition = entries.add(list: list, id: id, labels: labels, state: state)
    switch query {
    case .hash(let hash): items.add(hash, view: view, entry: addition)
    case .digest(let digest): items.add(digest.algorithm, digest: digest.bytes.span, entry: addition)
    }
  }

  /// Adds what a text line says.
  public mutating func add(_ line: HashLine) {
    add(line.query, list: line.list, id: line.id, labels: line.labels)
  }

  /// Writes the index to `path`: under another name first, synced, then renamed, so that `path` holds the old
  /// file or the new one, never a part. O(n log n).
  ///
  /// - Returns: the header of the file.
  /// - Throws: `IndexError` where the file cannot be written or holds more than the format
  ///   can; nothing stays behind.
  @discardableResult public func write(
    to path: String, generation: UInt64 = 0, sequence: UInt64 = 0, asOf: String = "",
    tables: Tables = .ringAndBK, kernels: KernelTable = .best
  ) throws(IndexError) -> IndexHeader {
    guard itemCount <= HeaderLayout.countMax else {
      throw IndexError(
        .capacity, path: path, expected: "at most \(HeaderLayout.countMax) items", found: "\(itemCount)")
    }
    let stamp = IndexStamp(generation: generation, sequence: sequence, asOf: asOf)
    let compiler = try IndexCompiler(.path(path), stamp, kernels)
    let numbering = Deferred { [entries] in entries.numbered() }
    return try compiler.finish(items, tables) { items in
      let numbered = numbering.value()
      items.renumber(numbered.numbers)
      return numbered.entries
    }
  }
}
