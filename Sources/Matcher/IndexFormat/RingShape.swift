import Kernels

/// How the ring tables of an index are cut: chunks of a hash, lines of a bucket, bytes of a row number.
///
/// The 256 bits, read along the diagonals of the 16 x 16 coefficients, are cut into `chunkCount` chunks of
/// `chunkWidth` bits; bits left over belong to no chunk. Each chunk has a table of 2^chunkWidth buckets of
/// `linesPerBucket` cache lines.
public struct RingShape: Hashable, Sendable {
  /// Bits of a chunk, 8...16.
  public let chunkWidth: Int
  /// Cache lines of 64 bytes that each bucket has, 1...64.
  public let linesPerBucket: Int
  /// Bytes of a row number, 1...4.
  public let rowNumberByteCount: Int

  /// 256 / chunkWidth: one table each.
  public var chunkCount: Int { 256 / chunkWidth }
  /// Buckets of a table.
  public var bucketCount: Int { 1 << chunkWidth }

  /// `nil` outside the ranges.
  public init?(chunkWidth: Int, linesPerBucket: Int, rowNumberByteCount: Int) {
    guard (8...16).contains(chunkWidth), (1...64).contains(linesPerBucket),
      (1...4).contains(rowNumberByteCount)
    else { return nil }
    self.chunkWidth = chunkWidth
    self.linesPerBucket = linesPerBucket
    self.rowNumberByteCount = rowNumberByteCount
  }

  /// Bytes of all buckets of all tables.
  var bucketsByteCount: Int { chunkCount * bucketCount * linesPerBucket * 64 }

  /// Bytes of all row numbers: each table has one for each row, and four bytes of zeros end the section so
  /// that any row number can be read as four bytes.
  func rowsByteCount(rowCount: Int) -> Int { chunkCount * rowCount * rowNumberByteCount + 4 }

  /// The geometry that the kernels work with.
  ///
  /// Of each bucket, a search asks ahead for the lines that a bucket of somewhat more than the mean size
  /// fills.
  func geometry(rowCount: Int) -> RingGeometry {
    let mean = Double(rowCount) / Double(bucketCount)
    return RingGeometry(
      chunkWidth: chunkWidth, linesPerBucket: linesPerBucket, rowNumberByteCount: rowNumberByteCount,
      eagerLineCount: Int((mean + mean.squareRoot() / 2 + 3) / 32) + 1)
  }

  /// Bytes of the bits that say where heavy buckets are near.
  var heavyByteCount: Int { chunkCount * bucketCount / 8 }
}
