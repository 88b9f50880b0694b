import Foundation
import Kernels

/// Ring tables of one shape in memory.
final class RingTables {
  let shape: RingShape
  private let rowCount: Int
  private let blocks: [Block]

  init(_ builder: RingTableBuilder, _ shape: RingShape, rows: Data) {
    self.shape = shape
    rowCount = builder.rowCount
    let buckets = Block(byteCount: shape.bucketsByteCount)
    var (numbers, overflow): ([UInt8], [UInt16]) = ([], [])
    for chunk in 0..<shape.chunkCount {
      let sizes = builder.bucketSizes(chunk: chunk)
      let table = builder.table(shape, chunk: chunk, sizes: sizes, overflowStart: overflow.count)
      buckets.write(table.buckets, at: chunk * shape.tableByteCount)
      numbers += table.numbers
      overflow += table.overflow
    }
    blocks = [
      Block(rows), buckets, Block(numbers + RingShape.rowsPadding),
      Block(overflow.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }),
    ]
  }

  /// What the walk reads, valid as long as the tables.
  func view(eagerLineCount: Int) -> RingView {
    // SAFETY: the blocks have the shape's sizes, and callers keep the tables as long as the view.
    unsafe RingView(
      shape, eagerLineCount: eagerLineCount, rows: blocks[0].view, buckets: blocks[1].view,
      numbers: blocks[2].view, overflow: blocks[3].view)
  }

  /// A threshold divided evenly among the chunks.
  func evenThresholds(distanceMax: Int) -> [UInt8] {
    let (share, larger) = (distanceMax + 1).quotientAndRemainder(dividingBy: shape.chunkCount)
    return (0..<shape.chunkCount).map { UInt8(share + ($0 < larger ? 1 : 0)) }
  }

  /// Of the tables and the rows.
  var bytesPerRow: Double { blocks.reduce(0) { $0 + Double($1.byteCount) } / Double(rowCount) }

  /// Signatures that did not fit their bucket.
  var overflowShare: Double { Double(blocks[3].byteCount / 2) / Double(rowCount * shape.chunkCount) }
}

extension RingView {
  /// How many matches a block of queries has, four words each.
  func matchCount(_ words: [UInt64], sortsByChunk: Bool, thresholds: [UInt8], distanceMax: Int) -> Int {
    var queries = RingQueries(words: words, shape, sortsByChunk: sortsByChunk)
    var count = 0
    KernelTable.best.ring.search(self, &queries, thresholds: thresholds, distanceMax: distanceMax) { _ in
      count += 1
      return true
    }
    return count
  }
}

/// Bytes at an address that stays.
///
/// SAFETY: the memory is allocated with the object, freed with it, and written while it is built alone.
@safe private final class Block {
  private let bytes: UnsafeMutableRawBufferPointer
  var byteCount: Int { unsafe bytes.count }
  var view: UnsafeRawBufferPointer { unsafe UnsafeRawBufferPointer(bytes) }

  init(byteCount: Int) { unsafe bytes = .allocate(byteCount: byteCount, alignment: 4096) }

  convenience init(_ content: some Collection<UInt8>) {
    self.init(byteCount: content.count)
    write(content, at: 0)
  }

  deinit { unsafe bytes.deallocate() }

  func write(_ content: some Collection<UInt8>, at offset: Int) {
    unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[offset...]).copyBytes(from: content)
  }
}
