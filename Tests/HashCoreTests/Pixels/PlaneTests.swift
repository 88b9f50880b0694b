import HashCore
import Testing

@Suite struct PlaneTests {
  /// ```
  ///   0 1 2
  ///   3 4 5
  /// ```
  let plane = Plane(width: 3, height: 2, channelCount: 1, samples: [0, 1, 2, 3, 4, 5])

  @Test(arguments: [
    (Orientation.original, 3, [0, 1, 2, 3, 4, 5]),
    (.rot90, 2, [2, 5, 1, 4, 0, 3]),
    (.rot180, 3, [5, 4, 3, 2, 1, 0]),
    (.rot270, 2, [3, 0, 4, 1, 5, 2]),
    (.flipx, 3, [3, 4, 5, 0, 1, 2]),
    (.flipy, 3, [2, 1, 0, 5, 4, 3]),
    (.flipplus1, 2, [0, 3, 1, 4, 2, 5]),
    (.flipminus1, 2, [5, 2, 4, 1, 3, 0]),
  ])
  func pixelsMoveAsNamed(orientation: Orientation, width: Int, samples: [UInt8]) {
    let turned = plane.turned(orientation)
    #expect(turned.width == width && turned.height == 6 / width)
    #expect(turned.samples == samples)
    let color = Plane(
      width: 3, height: 2, channelCount: 3, samples: plane.samples.flatMap { [$0, $0 + 10, $0 + 20] })
    #expect(color.turned(orientation).samples == samples.flatMap { [$0, $0 + 10, $0 + 20] })
  }

  @Test func turningBackGivesTheOriginal() {
    let pairs: [(Orientation, Orientation)] = [
      (.rot90, .rot270), (.rot180, .rot180), (.flipx, .flipx), (.flipy, .flipy),
      (.flipplus1, .flipplus1), (.flipminus1, .flipminus1),
    ]
    for (there, back) in pairs { #expect(plane.turned(there).turned(back) == plane) }
  }
}
