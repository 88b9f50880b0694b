import Kernels
import Testing

/// Every variant against distances counted in Swift.
@Suite struct HammingKernelsTests {
  private func words(_ seed: UInt64) -> [UInt64] {
    (0..<4).map { (seed &* 0x9e37_79b9_7f4a_7c15 &+ $0) &* 0xbf58_476d_1ce4_e5b9 ^ seed >> 3 }
  }

  @Test(arguments: KernelTable.all.map(\.level)) func variantsCountAlike(level: KernelLevel) {
    let kernels = KernelTable(level: level).hamming
    let query = words(99)
    for count in Array(0...40) + [257] {
      let rows = (0..<count).flatMap { words(UInt64($0 % 7 == 0 ? 99 : $0)) }
      let expected = (0..<count).map { row in
        UInt16((0..<4).reduce(0) { $0 + (rows[4 * row + $1] ^ query[$1]).nonzeroBitCount })
      }
      var distances = [UInt16](repeating: 0, count: count)
      var out = distances.mutableSpan
      kernels.distances(from: (query[0], query[1], query[2], query[3]), to: rows.span.bytes, into: &out)
      #expect(distances == expected)
      for threshold in [0, 100, 128, 256] {
        var numbers = [UInt32](repeating: 0, count: count)
        var numberSpan = numbers.mutableSpan
        var distanceSpan = distances.mutableSpan
        let found = kernels.rows(
          within: threshold, of: (query[0], query[1], query[2], query[3]), in: rows.span.bytes,
          into: &numberSpan, &distanceSpan)
        let near = expected.indices.filter { expected[$0] <= threshold }
        #expect(numbers.prefix(found).map(Int.init) == near)
        #expect(Array(distances.prefix(found)) == near.map { expected[$0] })
      }
    }
  }
}
