import ContentDigests
import HashCore

/// The hashes and digests that an index is compiled from, each with the number of its entry: 36 bytes a hash,
/// 4 bytes beside each digest, nothing on the heap for each.
struct IndexItems: Sendable {
  private(set) var hashes: [PDQHash] = []
  /// The entry of each hash, or what `renumber` turns into one.
  private(set) var hashEntries: [UInt32] = []
  private(set) var views = HashViews()
  private(set) var digests = DigestAlgorithm.allCases.map { DigestRows($0) }

  var count: Int { hashes.count + digests.reduce(0) { $0 + $1.count } }

  mutating func add(_ hash: PDQHash, view: String?, entry: UInt32) {
    views.append(view, behind: hashes.count)
    hashes.append(hash)
    hashEntries.append(entry)
  }

  /// - Precondition: `digest` has the algorithm's length.
  mutating func add(_ algorithm: DigestAlgorithm, digest: Span<UInt8>, entry: UInt32) {
    let place = digests.firstIndex { $0.algorithm == algorithm }!
    digests[place].append(digest, entry: entry)
  }

  /// Puts `numbers[i]` in the place of each entry number `i`.
  mutating func renumber(_ numbers: [UInt32]) {
    for place in hashEntries.indices { hashEntries[place] = numbers[Int(hashEntries[place])] }
    for place in digests.indices { digests[place].renumber(numbers) }
  }
}
