import ContentDigests
import HashCore

/// The digests of one algorithm with the entry of each, flat: 4 bytes beside each digest's own.
struct DigestRows: Sendable {
  let algorithm: DigestAlgorithm
  private var digests: [UInt8] = []
  /// The entry of each digest, or what `renumber` turns into one.
  private var entries: [UInt32] = []

  init(_ algorithm: DigestAlgorithm) { self.algorithm = algorithm }

  var count: Int { entries.count }

  /// - Precondition: `digest` has the algorithm's length.
  mutating func append(_ digest: Span<UInt8>, entry: UInt32) {
    precondition(digest.count == algorithm.byteCount, "a digest of another length")
    digests.append(digest)
    entries.append(entry)
  }

  /// Puts `numbers[i]` in the place of each entry number `i`.
  mutating func renumber(_ numbers: [UInt32]) {
    for place in entries.indices { entries[place] = numbers[Int(entries[place])] }
  }

  /// Calls `body` with the rows of the digest table, sorted, each once, in pieces of about a megabyte; gives
  /// how many there are. O(n log n), 32 bytes a digest.
  func forEachPiece<E: Error>(_ body: ([UInt8]) throws(E) -> Void) throws(E) -> Int {
    let order = ascending()
    var piece: [UInt8] = []
    var rowCount = 0
    for place in order.indices {
      let row = Int(order[place].index)
      if place > 0, compare(row, Int(order[place - 1].index)) == 0 { continue }
      piece.append(contentsOf: digests[range(of: row)])
      piece.append(littleEndian: entries[row])
      rowCount += 1
      guard piece.count >= Self.pieceByteCount else { continue }
      try body(piece)
      piece.removeAll(keepingCapacity: true)
    }
    try body(piece)
    return rowCount
  }
  private static let pieceByteCount = 1 << 20

  private func range(of row: Int) -> Range<Int> {
    row * algorithm.byteCount..<(row + 1) * algorithm.byteCount
  }

  /// Rows by digest, then entry. Keys are the first 40 bits: enough to tell nearly all apart, in five passes.
  private func ascending() -> [KeyedIndex] {
    var keyed = entries.indices.map { row in
      let start = row * algorithm.byteCount
      return KeyedIndex(
        key: digests[start..<start + 5].reduce(0) { $0 << 8 | UInt64($1) }, index: UInt32(row))
    }
    sortByKey(&keyed)
    let ties = Runs(in: 0..<keyed.count) { [keyed] in keyed[$0].key == keyed[$1].key }
      .filter { $0.count > 1 }
    for run in ties { keyed[run].sort { compare(Int($0.index), Int($1.index)) < 0 } }
    return keyed
  }

  /// Below, equal to or above 0, as row `a` stands before, at or behind row `b`.
  private func compare(_ a: Int, _ b: Int) -> Int {
    let (left, right) = (a * algorithm.byteCount, b * algorithm.byteCount)
    for index in 0..<algorithm.byteCount where digests[left + index] != digests[right + index] {
      return Int(digests[left + index]) - Int(digests[right + index])
    }
    return Int(entries[a]) - Int(entries[b])
  }
}
