import HashCore
import Kernels

/// Builds the ring tables of an index: chooses their shape, then counts and fills them, tables side by side
/// on the processor's cores.
struct RingWriter: Sendable {
  let shape: RingShape
  /// Bucket sizes of each table.
  private let sizes: [[UInt32]]
  private let builder: RingTableBuilder
  private static let coreCount = 2

  init(_ hashes: [PDQHash]) {
    let width = Self.chunkWidth(rowCount: hashes.count)
    // SAFETY: a hash is its 32 bytes.
    let builder = RingTableBuilder(rows: unsafe hashes.span.bytes, chunkWidth: width)
    let sizes = inParallel(256 / width) { builder.bucketSizes(chunk: $0) }
    shape = RingShape(
      chunkWidth: width, linesPerBucket: Self.linesPerBucket(sizes, rowCount: hashes.count),
      rowNumberByteCount: Self.rowNumberByteCount(rowCount: hashes.count))!
    self.sizes = sizes
    self.builder = builder
  }

  /// The narrowest chunks whose buckets still fit one line on average: the fewest lines to read. One bit more
  /// was no faster at 100 000 rows, and half as large again at 10 000 (`docs/benchmarks.md`).
  private static func chunkWidth(rowCount: Int) -> Int {
    (8...16).first { Double(rowCount) / Double(1 << $0) <= meanBucketMax } ?? 16
  }
  private static let meanBucketMax = 14.0

  /// The fewest lines with which less than `overflowShareMax` of the rows stand in buckets that overflow.
  private static func linesPerBucket(_ sizes: [[UInt32]], rowCount: Int) -> Int {
    let mean = rowCount / max(1, sizes[0].count)
    let most = max(2, (mean * 3 / 2 + 3) / 32 + 1)
    return (1...min(64, most)).first { lines in
      let overflowing = sizes.reduce(0) {
        $0 + $1.reduce(0) { $0 + (Int($1) > 32 * lines - 3 ? Int($1) : 0) }
      }
      return Double(overflowing) <= overflowShareMax * Double(rowCount * sizes.count)
    } ?? min(64, most)
  }
  private static let overflowShareMax = 0.1

  private static func rowNumberByteCount(rowCount: Int) -> Int {
    (1...4).first { rowCount <= 1 << (8 * $0) }!
  }

  /// Calls `body` with tables in order; while it writes some, the next ones are built.
  func forEachTable<E: Error>(_ body: (RingTableBuilder.Table) throws(E) -> Void) throws(E) {
    let overflowStarts = sizes.reduce(into: [0]) {
      $0.append(
        $0.last! + RingTableBuilder.overflowSlotCount($1, linesPerBucket: shape.linesPerBucket))
    }
    var next = tables(from: 0, overflowStarts)
    var builtCount = 0
    while let tables = next?.value() {
      builtCount += tables.count
      next = self.tables(from: builtCount, overflowStarts)
      for table in tables { try body(table) }
    }
  }

  /// Starts to build as many tables as there are cores; `nil` where none is left.
  private func tables(from first: Int, _ overflowStarts: [Int]) -> Deferred<[RingTableBuilder.Table]>? {
    guard first < shape.chunkCount else { return nil }
    let geometry = shape.geometry(rowCount: builder.rowCount)
    return Deferred {
      inParallel(min(Self.coreCount, shape.chunkCount - first)) { place in
        let chunk = first + place
        return builder.table(
          geometry, chunk: chunk, sizes: sizes[chunk], overflowStart: overflowStarts[chunk])
      }
    }
  }

  /// For each table, a bit for each bucket: set where a heavy bucket lies at most one flip away. Empty if
  /// none is heavy.
  ///
  /// Heavy is a bucket that costs as much to read as all the others of a query together.
  func heavyBits() -> [UInt8] {
    let heavy = max(2048, 32 * builder.rowCount / shape.bucketCount)
    guard sizes.contains(where: { $0.contains { $0 > heavy } }) else { return [] }
    var bits = [UInt8](repeating: 0, count: shape.heavyByteCount)
    for (chunk, sizes) in sizes.enumerated() {
      for (value, size) in sizes.enumerated() where size > heavy {
        for flip in [0] + (0..<shape.chunkWidth).map({ 1 << $0 }) {
          let bit = chunk * shape.bucketCount + (value ^ flip)
          bits[bit >> 3] |= 1 << UInt8(bit & 7)
        }
      }
    }
    return bits
  }
}
