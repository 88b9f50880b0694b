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
    shape = Self.shape(sizes, chunkWidth: width, rowCount: hashes.count)
    self.sizes = sizes
    self.builder = builder
  }

  /// The narrowest chunks whose buckets still fit one line on average: the fewest lines to read. One bit more
  /// was no faster at 100 000 rows, and half as large again at 10 000 (`docs/benchmarks.md`).
  private static func chunkWidth(rowCount: Int) -> Int {
    RingShape.chunkWidths.first { Double(rowCount) / Double(1 << $0) <= meanBucketMax }
      ?? RingShape.chunkWidths.upperBound
  }
  private static let meanBucketMax = 14.0

  /// The narrowest buckets with which less than `overflowShareMax` of the rows stand in ones that overflow.
  private static func shape(_ sizes: [[UInt32]], chunkWidth: Int, rowCount: Int) -> RingShape {
    let mean = Double(rowCount / max(1, sizes[0].count))
    let most = max(2, Int(RingShape.lineCount(ofPostings: (mean * 1.5).rounded(.down))) + 1)
    let shapes = (1...min(RingShape.lineCounts.upperBound, most)).map {
      RingShape(
        chunkWidth: chunkWidth, linesPerBucket: $0,
        rowNumberByteCount: rowNumberByteCount(rowCount: rowCount))!
    }
    return shapes.first { shape in
      let overflowing = sizes.reduce(0) {
        $0 + $1.reduce(0) { $0 + (Int($1) > shape.bucketCapacity ? Int($1) : 0) }
      }
      return Double(overflowing) <= overflowShareMax * Double(rowCount * sizes.count)
    } ?? shapes[shapes.count - 1]
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
    return Deferred {
      inParallel(min(Self.coreCount, shape.chunkCount - first)) { place in
        let chunk = first + place
        return builder.table(
          shape, chunk: chunk, sizes: sizes[chunk], overflowStart: overflowStarts[chunk])
      }
    }
  }

  func heavyBits() -> [UInt8] { HeavyBuckets.bits(ofBucketSizes: sizes, shape) }
}
