import Kernels
import Testing

@Suite struct LumaKernelsTests {
  /// Every width up to two vectors, every offset of samples and floats: the ends and the alignments.
  @Test(arguments: [1, 3]) func everyVariantGivesTheBitsOfTheFormula(channelCount: Int) {
    let samples = (0..<600).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ $0 / 7) }
    for kernels in KernelTable.all {
      for width in 0...40 {
        for offset in [0, 1, 2, 3, 5, 15] {
          var target = FloatBuffer(zeros: 200)
          let rectangle = LumaKernels.Rectangle(
            start: offset, rowStride: 150, channelCount: channelCount, rowCount: 3, pixelCount: width)
          kernels.luma.fill(from: samples.span, rectangle, to: &target, at: offset, stride: 50)
          for row in 0..<3 {
            for x in 0..<50 {
              let pixel = offset + row * 150 + x * channelCount
              let expected = x < width ? luma(samples[pixel..<pixel + channelCount]) : 0
              #expect(
                target[offset + row * 50 + x] == expected,
                "\(kernels.level.name), width \(width), offset \(offset), column \(x)")
            }
          }
        }
      }
    }
  }

  private func luma(_ pixel: ArraySlice<UInt8>) -> Float {
    let values = pixel.map { Float($0) }
    guard values.count == 3 else { return values[0] }
    let red: Float = 0.299 * values[0]
    let green: Float = 0.587 * values[1]
    return red + green + 0.114 * values[2]
  }
}
