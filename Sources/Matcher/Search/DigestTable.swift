import ContentDigests

/// A sorted table of digests: rows of a digest and a u32 entry number.
struct DigestTable {
  let algorithm: DigestAlgorithm

  var rowByteCount: Int { algorithm.byteCount + 4 }

  var section: IndexSection.Kind {
    switch algorithm {
    case .md5: .md5
    case .sha1: .sha1
    case .sha256: .sha256
    }
  }

  /// The entries of all rows with this digest, in table order. O(log n).
  func entries(with digest: ContentDigest, in table: RawSpan) -> [EntryNumber] {
    let count = table.byteCount / rowByteCount
    var row = partitionPoint(in: 0..<count) { compare(row: $0, in: table, with: digest.bytes) >= 0 }
    var entries: [EntryNumber] = []
    while row < count, compare(row: row, in: table, with: digest.bytes) == 0 {
      entries.append(entry(ofRow: row, in: table))
      row += 1
    }
    return entries
  }

  func digest(ofRow row: Int, in table: RawSpan) -> ContentDigest {
    let start = row * rowByteCount
    return ContentDigest(algorithm, bytes: table.bytes(start..<start + algorithm.byteCount))
  }

  func entry(ofRow row: Int, in table: RawSpan) -> EntryNumber {
    EntryNumber(rawValue: table.u32(at: row * rowByteCount + algorithm.byteCount))
  }

  /// Whether a row's digest does not stand before that of the row in front of it.
  func isAscending(at row: Int, in table: RawSpan) -> Bool {
    let start = (row - 1) * rowByteCount
    return compare(row: row, in: table, with: table.bytes(start..<start + algorithm.byteCount)) >= 0
  }

  /// Below, equal to or above 0, as the row's digest stands before, at or behind `bytes`.
  private func compare(row: Int, in table: RawSpan, with bytes: [UInt8]) -> Int {
    let start = row * rowByteCount
    for index in 0..<algorithm.byteCount {
      let difference = Int(table.u8(at: start + index)) - Int(bytes[index])
      if difference != 0 { return difference }
    }
    return 0
  }
}
