import Kernels
import Testing

@Suite struct LineKernelsTests {
  private static func line(_ factor: Int) -> [UInt8] {
    (0..<700).map { UInt8(truncatingIfNeeded: $0 &* factor &+ $0 / 5) }
  }

  /// Every length up to two vectors and a long one, at every alignment: the ends, and sums beyond 16 bits.
  @Test func everyVariantCountsAsOneByOneDoes() {
    let (a, b) = (Self.line(89), Self.line(151))
    for kernels in KernelTable.all {
      for count in Array(0...130) + [690] {
        for offset in [0, 1, 7] {
          let (x, y) = (Array(a[offset..<offset + count]), Array(b[offset..<offset + count]))
          let steps = zip(x, y).map { abs(Int($0) - Int($1)) }
          let name = "\(kernels.level.name), \(count) from \(offset)"
          let first = a.span.extracting(offset..<offset + count)
          let second = b.span.extracting(offset..<offset + count)
          #expect(kernels.lines.stepSum(first, second) == steps.reduce(0, +), "\(name)")
          for (level, reach) in [(UInt8(0), UInt8(14)), (128, 0), (250, 14), (77, 255)] {
            let near = x.count { abs(Int($0) - Int(level)) <= Int(reach) }
            #expect(kernels.lines.nearCount(first, level, reach: reach) == near, "\(name)")
            let above = steps.count { $0 > Int(reach) }
            #expect(kernels.lines.stepCount(first, second, above: reach) == above, "\(name)")
          }
        }
      }
    }
  }
}
