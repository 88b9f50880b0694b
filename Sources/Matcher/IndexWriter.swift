import ContentDigests
import HashCore
import Kernels

/// Compiles an index: gathers entries in memory, then writes the file whole or not at all.
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

  var entries = EntryTable()
  var hashes: [PDQHash] = []
  var hashRecords: [UInt32] = []
  var digests: [DigestAlgorithm: [(digest: ContentDigest, record: UInt32)]] = [:]

  public init() {}

  /// How many hashes and digests were added.
  public var itemCount: Int { hashes.count + digests.values.reduce(0) { $0 + $1.count } }

  /// Adds one hash or digest of an entry. Items with the same list and id belong to one entry, whose labels
  /// are the union of what was given. O(1), about 60 bytes of memory and the id.
  ///
  /// - Precondition: names have at most 65 535 bytes of UTF-8.
  public mutating func add(
    _ query: MatchQuery, list: String, id: String, labels: [String] = [], state: EntryState = .confirmed
  ) {
    precondition(labels.allSatisfy { $0.utf8.count <= 65_535 }, "a label of more than 65 535 bytes")
    let record = entries.add(list: list, id: id, labels: labels, state: state)
    switch query {
    case .hash(let hash):
      hashes.append(hash)
      hashRecords.append(record)
    case .digest(let digest):
      digests[digest.algorithm, default: []].append((digest, record))
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
  /// - Throws: `IndexError` where the file cannot be written or holds more than the format can; nothing stays
  ///   behind.
  @discardableResult public func write(
    to path: String, generation: UInt64 = 0, asOf: String = "", tables: Tables = .ringAndBK,
    kernels: KernelTable = .best
  ) throws(IndexError) -> IndexHeader {
    try checkCapacity(path: path, asOf: asOf)
    var compiler = try IndexCompiler(replacing: path, kernels)
    compiler.header.generation = generation
    compiler.header.asOf = asOf
    return try compiler.write(self, tables)
  }

  private func checkCapacity(path: String, asOf: String) throws(IndexError) {
    guard itemCount <= HeaderLayout.countMax else {
      throw IndexError(
        .capacity, path: path, expected: "at most \(HeaderLayout.countMax) items", found: "\(itemCount)")
    }
    guard asOf.utf8.count <= IndexHeader.asOfByteCountMax else {
      throw IndexError(
        .asOf, path: path, expected: "at most \(IndexHeader.asOfByteCountMax) bytes of as_of",
        found: "\(asOf.utf8.count)")
    }
  }
}
