import ContentDigests
import HashCore
import Kernels
import Platform

/// Compiles an index from entries that come in order, as a list store gives them out: nothing is sorted but
/// hashes and digests, and ids go to the file as they come.
///
///     var feed = try IndexFeed(to: path, IndexStamp(generation: 7, sequence: 4711))
///     for list in lists {                                       // in byte order of their names
///       try feed.beginList(list)
///       for entry in list.entries {                             // in byte order of their ids
///         try feed.beginEntry(entry.id, labels: entry.labels, state: entry.state)
///         try feed.add(entry.hash)                              // any number of hashes and digests
///       }
///     }
///     let header = try feed.finish()
///
/// **Order**: lists by the bytes of their names, entries of a list by the bytes of their ids, each once. What
/// is out of order is an error, not a wrong index. The bytes of the file are those that an `IndexWriter`
/// gives for the same entries.
///
/// **Memory** until `finish`: 8 bytes an entry, 36 bytes a hash, 4 bytes beside each digest, the names of
/// lists and each distinct set of labels; nothing on the heap for each entry or item. Arrays that grow may
/// take up to twice that. `finish` takes about 150 bytes more a hash while it sorts and builds tables, and 32
/// more a digest of one algorithm at a time.
///
/// A feed that ends without `finish` leaves no file behind.
public struct IndexFeed: ~Copyable {
  private let path: String
  private let tables: IndexWriter.Tables
  private var compiler: IndexCompiler
  private var entries = EntrySections()
  private var items = IndexItems()
  private var lastList: [UInt8]?
  /// Of the list that is being fed.
  private var lastID: [UInt8]?

  /// Starts a file that replaces `path` when it is finished.
  ///
  /// - Parameter mode: permission bits, less those that the process's mask takes away.
  public init(
    to path: String, _ stamp: IndexStamp = IndexStamp(), tables: IndexWriter.Tables = .ringAndBK,
    kernels: KernelTable = .best, mode: UInt32 = 0o644
  ) throws(IndexError) {
    try self.init(.path(path, mode: mode), stamp, tables, kernels)
  }

  private init(
    _ target: IndexTarget, _ stamp: IndexStamp, _ tables: IndexWriter.Tables, _ kernels: KernelTable
  ) throws(IndexError) {
    path = target.name
    self.tables = tables
    compiler = try IndexCompiler(target, stamp, kernels)
  }

  /// Compiles an index that stands in memory alone, and opens it: for what is too short-lived for a file.
  ///
  /// - Parameters:
  ///   - honoured: as `HashIndex.open` takes it.
  ///   - body: feeds the entries.
  public static func index(
    _ stamp: IndexStamp = IndexStamp(), tables: IndexWriter.Tables = .ringAndBK,
    kernels: KernelTable = .best, honoured: IndexFeatures = [], _ body: (inout IndexFeed) throws -> Void
  ) throws -> HashIndex {
    let file = try IndexError.wrapping("index in memory") { () throws(SystemError) in
      try Descriptor.memoryFile(named: "matchd-index")
    }
    var feed = try IndexFeed(.memory(file), stamp, tables, kernels)
    try body(&feed)
    _ = try feed.finish()
    return try HashIndex(file, kernels: kernels, honoured)
  }

  /// How many entries were begun.
  public var entryCount: Int { entries.count }

  /// The entries that follow belong to this list. A list may have none.
  public mutating func beginList(_ list: IndexList) throws(IndexError) {
    let name = Array(list.name.utf8)
    if let lastList, !inByteOrder(lastList, name) {
      throw disorder("a list behind '\(String(decoding: lastList, as: UTF8.self))'", list.name)
    }
    entries.beginList(list)
    (lastList, lastID) = (name, nil)
  }

  /// The items that follow belong to this entry. O(id and labels).
  ///
  /// - Precondition: a list was begun; labels have at most 65 535 bytes of UTF-8.
  public mutating func beginEntry(
    _ id: String, labels: [String] = [], state: EntryState = .confirmed
  ) throws(IndexError) {
    precondition(lastList != nil, "an entry before its list")
    let bytes = Array(id.utf8)
    if let lastID, !inByteOrder(lastID, bytes) {
      throw disorder("an entry behind '\(String(decoding: lastID, as: UTF8.self))'", id)
    }
    try checkCapacity(entries.count, "entries")
    entries.append(id: bytes, AttributeSet(labels: labels, state: state))
    lastID = bytes
    if entries.waitingIDByteCount >= Self.pieceByteCount { try compiler.append(ids: entries.takeIDs()) }
  }
  private static let pieceByteCount = 1 << 20

  /// Adds a hash of the entry that was begun last.
  ///
  /// - Parameter view: of which view of the picture it is; `nil`: of the picture as it is.
  /// - Precondition: an entry was begun.
  public mutating func add(_ hash: PDQHash, view: String? = nil) throws(IndexError) {
    try checkCapacity(items.count, "items")
    items.add(hash, view: view, entry: currentEntry)
  }

  /// Adds a digest of the entry that was begun last.
  ///
  /// - Precondition: an entry was begun; `digest` has the algorithm's length.
  public mutating func add(_ algorithm: DigestAlgorithm, digest: Span<UInt8>) throws(IndexError) {
    try checkCapacity(items.count, "items")
    items.add(algorithm, digest: digest, entry: currentEntry)
  }

  /// Sorts, writes and brings the file to its path. O(n log n).
  ///
  /// - Returns: the header of the file.
  /// - Throws: `IndexError` where the file cannot be written; nothing stays behind.
  public consuming func finish() throws(IndexError) -> IndexHeader {
    let entries = entries
    return try compiler.finish(items, tables) { _ in entries }
  }

  private var currentEntry: UInt32 {
    precondition(lastID != nil, "an item before its entry")
    return UInt32(entries.count - 1)
  }

  private func checkCapacity(_ count: Int, _ what: String) throws(IndexError) {
    guard count < HeaderLayout.countMax else {
      throw IndexError(
        .capacity, path: path, expected: "at most \(HeaderLayout.countMax) \(what)", found: "one more")
    }
  }

  private func disorder(_ expected: String, _ found: String) -> IndexError {
    IndexError(.entryOrder, path: path, expected: expected, found: "'\(found)'")
  }
}
