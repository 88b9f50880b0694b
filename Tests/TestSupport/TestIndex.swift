import HashCore
import Kernels
import Matcher

/// An index made of hashes alone: hash `i` is the entry `ids[i]` of the list `list`.
public struct TestIndex {
  public let folder: TemporaryFolder
  public let index: HashIndex

  public init(
    _ hashes: [PDQHash], tables: IndexWriter.Tables = .ringAndBK, kernels: KernelTable = .best
  ) throws {
    folder = try TemporaryFolder()
    var writer = IndexWriter()
    for (number, hash) in hashes.enumerated() {
      writer.add(.hash(hash), list: "list", id: Self.id(number))
    }
    try writer.write(to: folder.path("index"), tables: tables, kernels: kernels)
    index = try HashIndex.open(path: folder.path("index"), kernels: kernels)
  }

  /// Ids whose byte order is the order of the numbers, so that entry number = place in `hashes`.
  public static func id(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: 9 - digits.count) + digits
  }
}

/// An index of hashes and digests in `folder`: query `i` is the entry `entry-i` of the list `demo`.
public func makeIndex(
  _ queries: [MatchQuery], in folder: TemporaryFolder, name: String = "index",
  tables: IndexWriter.Tables = .ringAndBK
) throws -> HashIndex {
  var writer = IndexWriter()
  for (number, query) in queries.enumerated() { writer.add(query, list: "demo", id: "entry-\(number)") }
  try writer.write(to: folder.path(name), tables: tables)
  return try HashIndex.open(path: folder.path(name))
}

/// Writes an index of the lines of a list.
public func writeIndex(_ lines: [HashLine], to path: String, generation: UInt64 = 0) throws {
  var writer = IndexWriter()
  for line in lines { writer.add(line) }
  try writer.write(to: path, generation: generation)
}

/// The lines of a text that holds nothing else.
public func hashLines(_ text: String) throws(HashLineError) -> [HashLine] {
  var reader = HashLineReader()
  var lines: [HashLine] = []
  let bytes = Array(text.utf8)
  var start = 0
  while let line = try reader.next(in: bytes.span, from: &start) { lines.append(line) }
  if let line = try reader.last() { lines.append(line) }
  return lines
}
