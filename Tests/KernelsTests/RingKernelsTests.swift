import Kernels
import TestSupport
import Testing

/// The walk in every cut of the tables, every order and every variant, against distances counted in Swift.
@Suite struct RingKernelsTests {
  typealias Words = RingKernels.Words

  struct Pair: Hashable {
    let query: UInt32
    let row: UInt32
    let distance: UInt32
  }

  /// Buckets that fit, that need their last slots, and that overflow; whole and odd divisions of 256.
  static let shapes = [(8, 1, 2), (8, 2, 3), (9, 1, 4), (11, 1, 2), (12, 3, 3), (16, 1, 3), (16, 2, 2)].map {
    RingShape(chunkWidth: $0.0, linesPerBucket: $0.1, rowNumberByteCount: $0.2)!
  }

  @Test(arguments: shapes) func everyOrderFindsTheSame(shape: RingShape) {
    let data = RingData(rowCount: 2500, queryCount: Proof.count(16, long: 40))
    let tables = RingTables(data.rows, shape)
    for level in KernelTable.all.map(\.level) {
      let kernels = KernelTable(level: level).ring
      for distanceMax in [0, 1, 7, 15, 16, 30, 31, 32, 40] {
        let expected = data.pairs(within: distanceMax)
        for thresholds in tables.divisions(of: distanceMax) {
          let context = "\(shape), \(level.name), distanceMax \(distanceMax), \(thresholds)"
          let single = tables.searchSingly(data.queries, kernels, thresholds, distanceMax)
          #expect(single.count == Set(single).count && Set(single) == expected, "singly, \(context)")
          for sortsByChunk in [false, true] {
            let batch = tables.searchTogether(data.queries, kernels, thresholds, distanceMax, sortsByChunk)
            #expect(batch.count == Set(batch).count && Set(batch) == expected, "together, \(context)")
          }
        }
      }
    }
  }

  @Test func aSearchEndsWhenItIsToldTo() {
    let data = RingData(rowCount: 2500, queryCount: 40)
    let tables = RingTables(data.rows, Self.shapes[0])
    for limit in [1, 2, 63, 64, 65] {
      var count = 0
      KernelTable.best.ring.search(
        tables.view, for: data.queries[0], thresholds: tables.divisions(of: 200)[0], distanceMax: 200
      ) { _ in
        count += 1
        return count < limit
      }
      #expect(count == limit)
    }
  }
}

/// Rows of which some crowd around a few others, and queries near rows.
private struct RingData {
  let rows: [RingKernels.Words]
  let queries: [RingKernels.Words]

  init(rowCount: Int, queryCount: Int) {
    var generator = SeededGenerator(seed: 7)
    func next() -> UInt64 { generator.next() }
    func flipped(_ words: RingKernels.Words, _ count: Int) -> RingKernels.Words {
      var words = words
      for _ in 0..<count {
        let (word, bit) = (next() % 4, UInt64(1) << (next() % 64))
        switch word {
        case 0: words.0 ^= bit
        case 1: words.1 ^= bit
        case 2: words.2 ^= bit
        default: words.3 ^= bit
        }
      }
      return words
    }
    var rows: [RingKernels.Words] = []
    for row in 0..<rowCount {
      let crowd = row > 0 && row % 5 < 2
      let fresh = (next(), next(), next(), next())
      rows.append(crowd ? flipped(rows[row % min(row, 3)], Int(next() % 40)) : fresh)
    }
    self.rows = rows
    queries = (0..<queryCount).map { flipped(rows[$0 % 4 == 0 ? 0 : Int(next() % UInt64(rowCount))], $0) }
  }

  func pairs(within distanceMax: Int) -> Set<RingKernelsTests.Pair> {
    var pairs: Set<RingKernelsTests.Pair> = []
    for (query, a) in queries.enumerated() {
      for (row, b) in rows.enumerated() {
        let distance =
          (a.0 ^ b.0).nonzeroBitCount + (a.1 ^ b.1).nonzeroBitCount + (a.2 ^ b.2).nonzeroBitCount
          + (a.3 ^ b.3).nonzeroBitCount
        if distance <= distanceMax {
          pairs.insert(.init(query: UInt32(query), row: UInt32(row), distance: UInt32(distance)))
        }
      }
    }
    return pairs
  }
}

/// Ring tables in memory that stays.
private final class RingTables {
  let view: RingView
  private let buffers: [UnsafeMutableRawBufferPointer]

  init(_ rows: [RingKernels.Words], _ shape: RingShape) {
    let words = rows.flatMap { [$0.0, $0.1, $0.2, $0.3] }
    let builder = RingTableBuilder(rows: words.span.bytes, chunkWidth: shape.chunkWidth)
    var (buckets, numbers, overflow): ([UInt8], [UInt8], [UInt16]) = ([], [], [])
    for chunk in 0..<shape.chunkCount {
      let table = builder.table(
        shape, chunk: chunk, sizes: builder.bucketSizes(chunk: chunk), overflowStart: overflow.count)
      buckets += table.buckets
      numbers += table.numbers
      overflow += table.overflow
    }
    numbers += [0, 0, 0, 0]
    buffers = [
      words.withUnsafeBytes(Self.copy), buckets.withUnsafeBytes(Self.copy),
      numbers.withUnsafeBytes(Self.copy), overflow.withUnsafeBytes(Self.copy),
    ]
    let parts = buffers.map { UnsafeRawBufferPointer($0) }
    view = RingView(shape, rows: parts[0], buckets: parts[1], numbers: parts[2], overflow: parts[3])
  }

  deinit { for buffer in buffers { buffer.deallocate() } }

  private static func copy(_ bytes: UnsafeRawBufferPointer) -> UnsafeMutableRawBufferPointer {
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 64)
    copy.copyMemory(from: bytes)
    return copy
  }

  /// The even division, one that leaves chunks out, and one that gives some chunks much.
  func divisions(of distanceMax: Int) -> [[UInt8]] {
    let count = view.shape.chunkCount
    let even = (0..<count).map { UInt8((distanceMax + 1 + count - 1 - $0) / count) }
    var sparse = [UInt8](repeating: 0, count: count)
    for unit in 0...distanceMax { sparse[unit * 2 % (count - count % 2)] += 1 }
    var skewed = even
    for chunk in stride(from: 1, to: count, by: 3) where skewed[chunk] > 0 {
      skewed[chunk] -= 1
      skewed[chunk - 1] += 1
    }
    return [even, skewed] + (sparse.max()! < 4 ? [sparse] : [])
  }

  func searchSingly(
    _ queries: [RingKernels.Words], _ kernels: RingKernels, _ thresholds: [UInt8], _ distanceMax: Int
  ) -> [RingKernelsTests.Pair] {
    var found: [RingKernelsTests.Pair] = []
    for (query, words) in queries.enumerated() {
      kernels.search(view, for: words, thresholds: thresholds, distanceMax: distanceMax) {
        found.append(.init(query: UInt32(query), row: $0.row, distance: $0.distance))
        return true
      }
    }
    return found
  }

  func searchTogether(
    _ queries: [RingKernels.Words], _ kernels: RingKernels, _ thresholds: [UInt8], _ distanceMax: Int,
    _ sortsByChunk: Bool
  ) -> [RingKernelsTests.Pair] {
    var list = RingQueries(
      words: queries.flatMap { [$0.0, $0.1, $0.2, $0.3] }, view.shape, sortsByChunk: sortsByChunk)
    var found: [RingKernelsTests.Pair] = []
    kernels.search(view, &list, thresholds: thresholds, distanceMax: distanceMax) {
      found.append(.init(query: $0.query, row: $0.row, distance: $0.distance))
      return true
    }
    return found
  }
}
