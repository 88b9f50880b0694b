/// How ring tables are cut, and how much a search asks for ahead.
public struct RingGeometry: Hashable, Sendable {
  /// Bits of a chunk, 8...16.
  public let chunkWidth: Int
  /// Cache lines of a bucket, 1...64.
  public let linesPerBucket: Int
  /// Bytes of a row number, 1...4.
  public let rowNumberByteCount: Int
  /// Lines of each bucket to ask for ahead, 1...linesPerBucket.
  public var eagerLineCount: Int

  public init(
    chunkWidth: Int, linesPerBucket: Int, rowNumberByteCount: Int, eagerLineCount: Int? = nil
  ) {
    precondition((8...16).contains(chunkWidth), "chunks have 8...16 bits")
    precondition((1...64).contains(linesPerBucket), "buckets have 1...64 lines")
    precondition((1...4).contains(rowNumberByteCount), "row numbers have 1...4 bytes")
    self.chunkWidth = chunkWidth
    self.linesPerBucket = linesPerBucket
    self.rowNumberByteCount = rowNumberByteCount
    self.eagerLineCount = max(1, min(eagerLineCount ?? linesPerBucket, linesPerBucket))
  }

  /// 256 / chunkWidth: one table each.
  public var chunkCount: Int { 256 / chunkWidth }
  /// Buckets of a table.
  public var bucketCount: Int { 1 << chunkWidth }
  /// Bytes of one table's buckets.
  public var tableByteCount: Int { bucketCount * linesPerBucket * 64 }

  /// All masks of `chunkWidth` bits by number of bits, then value: the order in which buckets are visited.
  public func flips() -> [UInt32] {
    var flips: [UInt32] = []
    flips.reserveCapacity(bucketCount)
    var byBits = [[UInt32]](repeating: [], count: chunkWidth + 1)
    for mask in 0..<UInt32(bucketCount) { byBits[mask.nonzeroBitCount].append(mask) }
    for masks in byBits { flips += masks }
    return flips
  }
}
