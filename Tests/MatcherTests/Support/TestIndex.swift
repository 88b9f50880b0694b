import HashCore
import Kernels
import Matcher

/// An index made of hashes alone: hash `i` is the entry `ids[i]` of the list `list`.
struct TestIndex {
  let folder: TemporaryFolder
  let index: HashIndex

  init(
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
  static func id(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: 9 - digits.count) + digits
  }
}

/// The judge: one distance after the other, in Swift.
func naiveMatches(_ query: PDQHash, in hashes: [PDQHash], within distanceMax: Int) -> [HashMatch] {
  var matches: [HashMatch] = []
  for place in hashes.indices {
    let distance = query.distance(to: hashes[place])
    guard distance <= distanceMax else { continue }
    matches.append(HashMatch(entry: EntryNumber(rawValue: UInt32(place)), distance: distance))
  }
  return matches.sorted()
}
