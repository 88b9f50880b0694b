import Kernels
import Testing

@testable import HashCore

/// What the tap kernels ask of groups of means holds for axes of any length.
@Suite struct AxisMeansTests {
  /// Every remainder of a length by a vector, more means than values and fewer.
  @Test func columnsAreWholeVectorsOfTheAxis() {
    for length in Array(24...150) + Array(385...401) {
      for count in [64, 128, 200, 384] { check(AxisMeans(length: length, count: count, isAcross: true)) }
    }
  }

  @Test func soAreThoseOfViewsMovedEitherWay() {
    for before in Int8(-40)...40 {
      for after in stride(from: Int8(-40), through: 40, by: 8) {
        check(ViewPlane.samples(before: before, after: after, isAcross: true))
      }
    }
  }

  /// Each group's mean of the columns themselves is where the mean lies.
  private func check(_ means: AxisMeans) {
    let stride = roundedUpTo16(means.length)
    var rows = FloatBuffer(zeros: 16 * stride)
    for place in 0..<16 * stride { rows[place] = Float(place % stride) + 0.5 }
    var lanes = FloatBuffer(zeros: 16 * stride)
    var matrix = FloatBuffer(zeros: 16 * TapRows.count)
    var last: Float = 0
    for (place, group) in means.groups.enumerated() {
      KernelTable.best.taps.gather(
        rows, first: 0, stride: stride, columns: group.values, group.taps, scratch: &lanes, into: &matrix,
        at: 0)
      for n in 0..<min(TapRows.count, means.count - place * TapRows.count) {
        #expect(matrix[n] >= last && matrix[n] <= Float(means.length), "\(means.length), \(means.count)")
        last = matrix[n]
      }
    }
  }
}
