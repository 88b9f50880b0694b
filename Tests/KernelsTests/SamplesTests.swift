import Kernels
import Testing

/// Alpha and turning, against the plain formulas.
struct SamplesTests {
  @Test(
    "laying over a background rounds to nearest for every sample, alpha and background",
    arguments: [0, 1, 127, 254, 255])
  func layOver(behind: Int) {
    for sample in 0...255 {
      let pixels = (0...255).flatMap { [UInt8(sample), UInt8($0)] }
      var out = [UInt8](repeating: 7, count: 256)
      var target = out.mutableSpan
      Samples.takeOffAlpha(pixels.span, colourCount: 1, over: .value(UInt8(behind)), to: &target)
      for alpha in 0...255 {
        let exact = Double(sample * alpha + behind * (255 - alpha)) / 255
        #expect(out[alpha] == UInt8(exact.rounded()))
      }
    }
  }

  @Test("dropping alpha keeps colours as they stand")
  func dropAlpha() {
    let pixels: [UInt8] = [1, 2, 3, 0, 4, 5, 6, 255, 7, 8, 9, 128]
    var out = [UInt8](repeating: 0, count: 9)
    var target = out.mutableSpan
    Samples.takeOffAlpha(pixels.span, colourCount: 3, over: .none, to: &target)
    #expect(out == [1, 2, 3, 4, 5, 6, 7, 8, 9])
  }

  @Test("one pixel that is not opaque is found wherever it stands", arguments: [1, 3])
  func opacity(colourCount: Int) {
    func areOpaque(_ pixels: [UInt8]) -> Bool { Samples.areOpaque(pixels.span, colourCount: colourCount) }
    let step = colourCount + 1
    let opaque = (0..<40 * step).map { $0 % step == colourCount ? UInt8(255) : 0 }
    #expect(areOpaque(opaque) && areOpaque([]))
    for pixel in 0..<40 {
      var pixels = opaque
      pixels[pixel * step + colourCount] = 254
      #expect(!areOpaque(pixels))
    }
  }

  @Test("a pixel counts as clipped where any of its samples is 0, 1, 254 or 255", arguments: [1, 3])
  func clipped(colourCount: Int) {
    func count(_ pixels: [UInt8]) -> Int { Samples.clippedCount(pixels.span, colourCount: colourCount) }
    #expect(count([]) == 0)
    for value in UInt8.min...UInt8.max {
      let isClipped = value <= 1 || value >= 254
      for place in 0..<colourCount {
        var pixels = [UInt8](repeating: 128, count: 37 * colourCount)
        for pixel in stride(from: 0, to: 37, by: 3) { pixels[pixel * colourCount + place] = value }
        #expect(count(pixels) == (isClipped ? 13 : 0), "\(value)")
      }
    }
    #expect(count([UInt8](repeating: 255, count: 5 * colourCount)) == 5)
  }

  @Test("a gathered rectangle holds the pixels that its walk names", arguments: 1...4)
  func gather(channelCount: Int) {
    let (width, height) = (7, 5)
    let pixels = (0..<width * height * channelCount).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let walks = [
      Samples.Walk(start: 0, columnStep: 1, rowStep: width, columnCount: width, rowCount: height),
      Samples.Walk(start: 34, columnStep: -7, rowStep: -1, columnCount: 5, rowCount: 3),
      Samples.Walk(start: 28, columnStep: -7, rowStep: 1, columnCount: 5, rowCount: 7),
    ]
    for walk in walks {
      var out = [UInt8](repeating: 0, count: walk.columnCount * walk.rowCount * channelCount)
      var target = out.mutableSpan
      Samples.gather(pixels.span, walk, channelCount: channelCount, to: &target)
      for y in 0..<walk.rowCount {
        for x in 0..<walk.columnCount {
          for channel in 0..<channelCount {
            let pixel = walk.start + x * walk.columnStep + y * walk.rowStep
            #expect(
              out[(y * walk.columnCount + x) * channelCount + channel]
                == pixels[pixel * channelCount + channel])
          }
        }
      }
    }
  }

  @Test("a walk that leaves the picture is a mistake of the caller")
  func outside() async {
    await #expect(processExitsWith: .failure) {
      var out = [UInt8](repeating: 0, count: 64)
      var target = out.mutableSpan
      let walk = Samples.Walk(start: 0, columnStep: -1, rowStep: 1, columnCount: 2, rowCount: 2)
      Samples.gather([UInt8](repeating: 0, count: 64).span, walk, channelCount: 1, to: &target)
    }
  }
}
