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
      UnsafeMutableRawBufferPointer(rebasing: buckets.bytes[(chunk * shape.tableByteCount)...])
        .copyBytes(from: table.buckets)
      numbers += table.numbers
      overflow += table.overflow
    }
    let overflowBytes = overflow.withUnsafeBytes { Block($0, count: $0.count) }
    blocks = [
      Block(rows, count: rows.count), buckets,
      Block(numbers + RingShape.rowsPadding, count: shape.rowsByteCount(rowCount: rowCount)), overflowBytes,
    ]
  }

  /// What the walk reads, valid as long as the tables.
  func view(eagerLineCount: Int) -> RingView {
    RingView(
      shape, eagerLineCount: eagerLineCount, rows: blocks[0].view, buckets: blocks[1].view,
      numbers: blocks[2].view, overflow: blocks[3].view)
  }

  /// A threshold divided evenly among the chunks.
  func evenThresholds(distanceMax: Int) -> [UInt8] {
    let (share, larger) = (distanceMax + 1).quotientAndRemainder(dividingBy: shape.chunkCount)
    return (0..<shape.chunkCount).map { UInt8(share + ($0 < larger ? 1 : 0)) }
  }

  /// Of the tables and the rows.
  var bytesPerRow: Double { blocks.reduce(0) { $0 + Double($1.bytes.count) } / Double(rowCount) }

  /// Signatures that did not fit their bucket.
  var overflowShare: Double { Double(blocks[3].bytes.count / 2) / Double(rowCount * shape.chunkCount) }
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
private final class Block {
  let bytes: UnsafeMutableRawBufferPointer

  init(byteCount: Int) { bytes = .allocate(byteCount: byteCount, alignment: 4096) }

  convenience init(_ content: some Collection<UInt8>, count: Int) {
    self.init(byteCount: count)
    bytes.copyBytes(from: content)
  }

  deinit { bytes.deallocate() }

  var view: UnsafeRawBufferPointer { UnsafeRawBufferPointer(bytes) }
}
