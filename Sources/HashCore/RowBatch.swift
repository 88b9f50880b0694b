/// How many rows are decoded before they are reduced.
///
/// Codec and reduction take turns, and the fewer turns the better: a processor that lowers its clock for wide
/// vectors keeps it low for most of a millisecond after the last of them, and the codec pays for that.
/// `docs/benchmarks.md` has the figures by size.
enum RowBatch {
  private static let byteCount = 2 << 20

  /// As many rows of `rowByteCount` bytes as make one batch: a multiple of the 16 rows that the reducer takes
  /// without copying.
  static func rowCount(of rowByteCount: Int) -> Int { max(1, byteCount / (16 * rowByteCount)) * 16 }
}
