import Kernels
import Testing

@Suite struct TapKernelsTests {
  /// Taps of different lengths that overlap, the last of which ends at column and row 93.
  private let taps = (0..<64).map { j in
    (first: j * 87 / 63, weights: (0..<1 + j % 7).map { Float($0 + j + 1) / 100 })
  }

  @Test(arguments: [16, 32, 64, 112])
  func accumulateIsTheWeightedSumDownEachColumn(stride: Int) {
    let luma = (0..<93 * stride).map { Float($0 &* 89 % 25_501) / 100 }
    let rows = TapRows(taps)
    for kernels in KernelTable.all {
      for batch in [1, 10, 93] {
        var sums = FloatBuffer(zeros: 64 * stride)
        for y in Swift.stride(from: 0, to: 93, by: batch) {
          let count = min(batch, 93 - y)
          var part = FloatBuffer(zeros: count * stride)
          for index in 0..<count * stride { part[index] = luma[y * stride + index] }
          kernels.taps.accumulate(part, firstRow: y, rowCount: count, rows, into: &sums, stride: stride)
        }
        for (i, tap) in taps.enumerated() {
          for x in 0..<stride {
            var truth: Float = 0
            for (n, weight) in tap.weights.enumerated() {
              truth += weight * luma[(tap.first + n) * stride + x]
            }
            #expect(sums[i * stride + x] == truth, "\(kernels.level.name), batches of \(batch), \(i), \(x)")
          }
        }
      }
    }
  }

  @Test func gatherIsTheWeightedSumAlongEachRow() {
    let rows = TapRows(taps)
    for kernels in KernelTable.all {
      var sums = FloatBuffer(zeros: 64 * 96)
      for index in 0..<64 * 96 { sums[index] = Float(index &* 7919 % 25_500) / 100 }
      var scratch = FloatBuffer(zeros: 16 * 96)
      var matrix = FloatBuffer(zeros: 16 * 64)
      kernels.taps.gather(sums, first: 32, stride: 96, rows, scratch: &scratch, into: &matrix, at: 0)
      for row in 0..<16 {
        for (j, tap) in taps.enumerated() {
          var truth: Float = 0
          for (n, weight) in tap.weights.enumerated() {
            truth += weight * sums[(32 + row) * 96 + tap.first + n]
          }
          #expect(matrix[row * 64 + j] == truth, "\(kernels.level.name), \(row), \(j)")
        }
      }
    }
  }

  /// Some columns of wider rows, the first of which is the taps' value 0.
  @Test func gatherTakesSomeColumns() {
    let rows = TapRows(taps)
    for kernels in KernelTable.all {
      var wide = FloatBuffer(zeros: 16 * 160)
      var narrow = FloatBuffer(zeros: 16 * 96)
      for index in 0..<16 * 160 { wide[index] = Float(index &* 7919 % 25_500) / 100 }
      for index in 0..<16 * 96 { narrow[index] = wide[index / 96 * 160 + 37 + index % 96] }
      var scratch = FloatBuffer(zeros: 16 * 96)
      var some = FloatBuffer(zeros: 16 * 64)
      var all = FloatBuffer(zeros: 16 * 64)
      kernels.taps.gather(
        wide, first: 0, stride: 160, columns: 37..<133, rows, scratch: &scratch, into: &some, at: 0)
      kernels.taps.gather(narrow, first: 0, stride: 96, rows, scratch: &scratch, into: &all, at: 0)
      for place in 0..<16 * 64 { #expect(some[place] == all[place], "\(kernels.level.name), \(place)") }
    }
  }
}
