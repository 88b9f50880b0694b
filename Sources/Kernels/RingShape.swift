import CKernels

/// How ring tables are cut: chunks of a hash, lines of a bucket, bytes of a row number. Every length and
/// place in the ring tables follows from it, for the writer, the search and the verifier alike.
///
/// The 256 bits, read along the diagonals of the 16 x 16 coefficients, are cut into `chunkCount` chunks of
/// `chunkWidth` bits; bits left over belong to no chunk. Each chunk has a table of 2^chunkWidth buckets of
/// `linesPerBucket` cache lines. What a bucket holds is drawn in `ring_layout.h`.
public struct RingShape: Hashable, Sendable {
  /// Bits of a chunk, 8...16.
  public let chunkWidth: Int
  /// Cache lines of 64 bytes that each bucket has, 1...64.
  public let linesPerBucket: Int
  /// Bytes of a row number, 1...4.
  public let rowNumberByteCount: Int

  public static let chunkWidths = 8...16
  public static let lineCounts = 1...64
  public static let rowNumberByteCounts = 1...4

  /// `nil` outside the ranges.
  public init?(chunkWidth: Int, linesPerBucket: Int, rowNumberByteCount: Int) {
    guard Self.chunkWidths.contains(chunkWidth), Self.lineCounts.contains(linesPerBucket),
      Self.rowNumberByteCounts.contains(rowNumberByteCount)
    else { return nil }
    self.chunkWidth = chunkWidth
    self.linesPerBucket = linesPerBucket
    self.rowNumberByteCount = rowNumberByteCount
  }

  /// 256 / chunkWidth: one table each.
  public var chunkCount: Int { 256 / chunkWidth }
  /// Buckets of a table.
  public var bucketCount: Int { 1 << chunkWidth }
  /// Bytes of one table's buckets.
  public var tableByteCount: Int { bucketCount * linesPerBucket * Int(MATCHD_RING_LINE_BYTES) }
  /// Bytes of all buckets of all tables.
  public var bucketsByteCount: Int { chunkCount * tableByteCount }
  /// Bytes of the bits that say where heavy buckets are near: one for each bucket of each table.
  public var heavyByteCount: Int { chunkCount * bucketCount / 8 }

  /// Zeros behind the row numbers of all tables, so that any of them can be read as four bytes.
  public static let rowsPadding = [UInt8](repeating: 0, count: Int(MATCHD_RING_NUMBERS_PADDING))

  /// Bytes of all row numbers: each table has one for each row.
  public func rowsByteCount(rowCount: Int) -> Int {
    chunkCount * rowCount * rowNumberByteCount + Self.rowsPadding.count
  }

  /// Which bit of the heavy bits is a bucket's.
  public func heavyBit(chunk: Int, value: Int) -> Int { chunk * bucketCount + value }

  /// Signatures that a bucket of this shape holds before it overflows.
  public var bucketCapacity: Int { Int(matchd_ring_capacity(UInt32(linesPerBucket))) }

  /// How many lines a bucket of so many postings fills: not whole, so that callers round as they mean it.
  public static func lineCount(ofPostings count: Double) -> Double {
    (count + Double(MATCHD_RING_HEAD_SLOTS)) / Double(MATCHD_RING_LINE_SLOTS)
  }

  /// How many postings a bucket has on average.
  public func meanPostingCount(rowCount: Int) -> Double { Double(rowCount) / Double(bucketCount) }

  /// Of each bucket, a search asks ahead for the lines that one of somewhat more than the mean size fills.
  func eagerLineCount(rowCount: Int) -> Int {
    let mean = meanPostingCount(rowCount: rowCount)
    return Int(Self.lineCount(ofPostings: mean + mean.squareRoot() / 2)) + 1
  }

  /// All masks of `chunkWidth` bits by number of bits, then value: the order in which buckets are visited.
  func flips() -> [UInt32] {
    var byBits = [[UInt32]](repeating: [], count: chunkWidth + 1)
    for mask in 0..<UInt32(bucketCount) { byBits[mask.nonzeroBitCount].append(mask) }
    return byBits.flatMap { $0 }
  }
}
