import Kernels
import TestSupport
import Testing

@Suite struct BoxKernelsTests {
  private let shape = StripShape(stride: 80, columnCount: 64)

  /// Windows shorter and longer than a vector, in strips that start anywhere in memory.
  @Test(arguments: [1, 2, 3, 7, 16, 17, 40])
  func alongIsTheRunningSumOfEachRow(window: Int) {
    for kernels in KernelTable.all {
      let input = floats(16 * 80)
      var strip = buffer(input)
      var rows = BoxRows()
      rows.reset(window: window)
      let counts = buffer((0..<64).map { Float(1 + $0 % window) })
      kernels.box.along(&rows, &strip, shape, counts: counts, from: 0)
      for row in 0..<16 {
        let line = (0..<64).map { input[row * 80 + $0] }
        let sums = runningSums(line, window: window)
        for x in 0..<64 {
          #expect(strip[row * 80 + x] == sums[x] / counts[x], "\(kernels.level.name), \(row), \(x)")
        }
        for x in 64..<80 { #expect(strip[row * 80 + x] == input[row * 80 + x], "beyond the columns") }
      }
    }
  }

  @Test(arguments: [1, 2, 5, 16, 23])
  func downIsTheRunningSumOfEachColumn(window: Int) {
    for kernels in KernelTable.all {
      let bands = [floats(16 * 80), floats(16 * 80, seed: 5)]
      var columns = BoxColumns()
      columns.reset(window: window, columnCount: 70)
      let counts = buffer((0..<32).map { Float(1 + $0 % window) })
      var found: [[Float]] = []
      for (number, band) in bands.enumerated() {
        var strip = buffer(band)
        kernels.box.down(&columns, from: 3, &strip, shape, counts: counts, from: 16 * number)
        columns.finishBand()
        found += (0..<16).map { row in (0..<64).map { strip[row * 80 + $0] } }
      }
      for x in 0..<64 {
        let sums = runningSums((0..<32).map { bands[$0 / 16][$0 % 16 * 80 + x] }, window: window)
        for y in 0..<32 {
          #expect(found[y][x] == sums[y] / counts[y], "\(kernels.level.name), column \(x), row \(y)")
        }
      }
    }
  }

  @Test func samplesAreTheValuesOfTheirSteps() {
    let steps: [UInt32] = [100, 101, 101, 117, 140, 163, 200]
    for kernels in KernelTable.all {
      let input = floats(16 * 80)
      let strip = buffer(input)
      var rows = BoxRows()
      rows.reset(window: 5)
      var samples = BoxSamples(count: steps.count)
      samples.steps = steps
      for i in steps.indices { samples.divisors[i] = Float(i + 1) }
      var out = FloatBuffer(zeros: 16 * steps.count)
      let done = kernels.box.along(
        &rows, strip, shape, firstStep: 100, samples: samples, done: 0, to: &out)
      #expect(done == 6, "the last step lies beyond the strip")
      for row in 0..<16 {
        let sums = runningSums((0..<64).map { input[row * 80 + $0] }, window: 5)
        for i in 0..<done { #expect(out[16 * i + row] == sums[Int(steps[i]) - 100] / Float(i + 1)) }
      }
    }
  }

  /// Where a quotient is a corrected product, it must be the division's own float. All sums of one binade
  /// decide, since a power of two changes nothing; every count has its hard cases in other places.
  @Test(arguments: [1, 2, 3, 5, 7, 11, 24, 47, 63, 127, 255, 512, 641, 65_535, 1_048_575])
  func everyQuotientIsRoundedAsADivision(count: Int) {
    let counts = buffer([Float](repeating: Float(count), count: 1024))
    let wide = StripShape(stride: 1024, columnCount: 1024)
    for kernels in KernelTable.all {
      // One in 83 of the mantissas, from another one for each count; all of them as a proof.
      for start in stride(from: 0, to: 1 << 23, by: Proof.isLong ? 16 * 1024 : 83 * 16 * 1024) {
        let input = (0..<16 * 1024).map {
          Float(bitPattern: 0x3f80_0000 | UInt32((start + $0 + 977 * count) & 0x7f_ffff))
        }
        var strip = buffer(input)
        var rows = BoxRows()
        rows.reset(window: 1)
        kernels.box.along(&rows, &strip, wide, counts: counts, from: 0)
        let sums = (0..<16).flatMap { runningSums(Array(input[1024 * $0..<1024 * ($0 + 1)]), window: 1) }
        let wrong = sums.indices.first { strip[$0] != sums[$0] / Float(count) }
        #expect(wrong == nil, "\(kernels.level.name), \(wrong.map { sums[$0] } ?? 0) / \(count)")
      }
    }
  }

  @Test func transposingExchangesRowsAndColumns() {
    for kernels in KernelTable.all {
      let source = buffer((0..<32 * 48).map { Float($0) })
      var target = FloatBuffer(zeros: 32 * 48)
      kernels.box.transpose(source, rowCount: 32, columnCount: 48, to: &target)
      for y in 0..<32 { for x in 0..<48 { #expect(target[x * 32 + y] == Float(y * 48 + x)) } }
    }
  }

  /// Sums after each value, in the reference's order: the new value comes in, then the old one leaves.
  private func runningSums(_ line: [Float], window: Int) -> [Float] {
    var sum: Float = 0
    return line.indices.map { index in
      sum += line[index]
      if index >= window { sum -= line[index - window] }
      return sum
    }
  }

  private func floats(_ count: Int, seed: Int = 1) -> [Float] {
    (0..<count).map { (k: Int) -> Float in Float((k &* 7919 &+ seed &* 104_729) % 25_500) / 100 }
  }

  private func buffer(_ values: [Float]) -> FloatBuffer {
    var buffer = FloatBuffer(zeros: values.count)
    for (index, value) in values.enumerated() { buffer[index] = value }
    return buffer
  }
}
