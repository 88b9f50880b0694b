import Kernels
import Testing

@Suite struct DCTKernelsTests {
  @Test func coefficientsAreTheSumsInOrder() {
    let matrix = floats(4096)
    let basis = floats(1024).map { $0 / 100 - 1 }
    let transposed = (0..<64).flatMap { k in (0..<16).map { basis[$0 * 64 + k] } }
    var half = [Float](repeating: 0, count: 1024)
    for i in 0..<16 {
      for j in 0..<64 { for k in 0..<64 { half[i * 64 + j] += basis[i * 64 + k] * matrix[k * 64 + j] } }
    }
    var truth = [Float](repeating: 0, count: 256)
    for i in 0..<16 {
      for j in 0..<16 { for k in 0..<64 { truth[i * 16 + j] += half[i * 64 + k] * basis[j * 64 + k] } }
    }
    for kernels in KernelTable.all {
      var found = [Float](repeating: 0, count: 256)
      var target = found.mutableSpan
      kernels.dct.coefficients(
        of: matrix.span, basis: basis.span, basisTransposed: transposed.span, into: &target)
      #expect(found == truth, "\(kernels.level.name)")
    }
  }

  private static let lists: [[Float]] = [
    (0..<256).map { (k: Int) -> Float in Float(k * 37 % 256) - 128 },
    [Float](repeating: 0, count: 256),
    (0..<256).map { (k: Int) -> Float in k % 2 == 0 ? -0.0 : 0.0 },
    (0..<256).map { (k: Int) -> Float in Float(k / 100) },
    (0..<256).map { (k: Int) -> Float in Float(k % 3 == 0 ? -k : k) * Float.leastNonzeroMagnitude },
  ]

  @Test(arguments: lists)
  func bitsAreAboveTheLowerMedian(coefficients: [Float]) {
    let median = coefficients.sorted()[127]
    for kernels in KernelTable.all {
      let words = kernels.dct.bits(of: coefficients.span)
      let list = [words.0, words.1, words.2, words.3]
      for (k, value) in coefficients.enumerated() {
        #expect(
          (list[k / 64] >> UInt64(k % 64) & 1 == 1) == (value > median), "\(kernels.level.name), bit \(k)")
      }
    }
  }

  @Test func gradientsAreCutToWholeHundredths() {
    let matrix = floats(4096)
    var truth = 0
    for y in 0..<64 {
      for x in 0..<64 {
        let value = matrix[y * 64 + x]
        if y < 63 { truth += abs(Int(((value - matrix[y * 64 + 64 + x]) * 100) / 255)) }
        if x < 63 { truth += abs(Int(((value - matrix[y * 64 + x + 1]) * 100) / 255)) }
      }
    }
    for kernels in KernelTable.all {
      #expect(kernels.dct.gradientSum(of: matrix.span) == truth, "\(kernels.level.name)")
    }
  }

  private func floats(_ count: Int) -> [Float] {
    (0..<count).map { (k: Int) -> Float in Float(k &* 7919 % 25_500) / 100 }
  }
}
