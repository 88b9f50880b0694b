import Foundation
import Kernels

/// Ring tables of one shape in memory.
final class RingTables {
  let geometry: RingGeometry
  private let rowCount: Int
  private let blocks: [Block]

  init(_ builder: RingTableBuilder, _ geometry: RingGeometry, rows: Data) {
    self.geometry = geometry
    rowCount = builder.rowCount
    let buckets = Block(byteCount: geometry.chunkCount * geometry.tableByteCount)
    var (numbers, overflow): ([UInt8], [UInt16]) = ([], [])
    for chunk in 0..<geometry.chunkCount {
      let sizes = builder.bucketSizes(chunk: chunk)
      let table = builder.table(geometry, chunk: chunk, sizes: sizes, overflowStart: overflow.count)
      UnsafeMutableRawBufferPointer(rebasing: buckets.bytes[(chunk * geometry.tableByteCount)...])
        .copyBytes(from: table.buckets)
      numbers += table.numbers
      overflow += table.overflow
    }
    let overflowBytes = overflow.withUnsafeBytes { Block($0, count: $0.count) }
    blocks = [
      Block(rows, count: rows.count), buckets, Block(numbers + [0, 0, 0, 0], count: numbers.count + 4), overflowBytes,
    ]
  }

  /// What the walk reads, valid as long as the tables.
  func view(eagerLineCount: Int) -> RingView {
    let geometry = RingGeometry(
      chunkWidth: geometry.chunkWidth, linesPerBucket: geometry.linesPerBucket,
      rowNumberByteCount: geometry.rowNumberByteCount, eagerLineCount: eagerLineCount)
    return RingView(
      geometry, rows: blocks[0].view, buckets: blocks[1].view, numbers: blocks[2].view, overflow: blocks[3].view)
  }

  /// A radius divided evenly among the chunks.
  func evenThresholds(radius: Int) -> [UInt8] {
    let (share, larger) = (radius + 1).quotientAndRemainder(dividingBy: geometry.chunkCount)
    return (0..<geometry.chunkCount).map { UInt8(share + ($0 < larger ? 1 : 0)) }
  }

  /// Of the tables and the rows.
  var bytesPerRow: Double { blocks.reduce(0) { $0 + Double($1.bytes.count) } / Double(rowCount) }

  /// Signatures that did not fit their bucket.
  var overflowShare: Double { Double(blocks[3].bytes.count / 2) / Double(rowCount * geometry.chunkCount) }
}

extension RingView {
  /// How many matches a block of queries has, four words each.
  func matchCount(_ words: [UInt64], sortsByChunk: Bool, thresholds: [UInt8], radius: Int) -> Int {
    var queries = RingQueries(words: words, geometry, sortsByChunk: sortsByChunk)
    var count = 0
    KernelTable.best.ring.search(self, &queries, thresholds: thresholds, radius: radius) { _ in
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
