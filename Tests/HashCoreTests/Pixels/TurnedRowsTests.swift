import Testing

@testable import HashCore

/// Rows gathered in another orientation against the whole plane turned.
struct TurnedRowsTests {
  @Test("gathered rows are those of the turned plane, in any batches", arguments: Orientation.allCases)
  func equalsTurnedPlane(orientation: Orientation) {
    for (width, height) in [(5, 7), (16, 3), (1, 9), (33, 17)] {
      for channelCount in [1, 3] {
        let samples = (0..<width * height * channelCount).map { UInt8(truncatingIfNeeded: $0 &* 37) }
        let plane = Plane(width: width, height: height, channelCount: channelCount, samples: samples)
        let expected = plane.turned(orientation)
        let turned = TurnedRows(
          orientation, of: RowShape(width: width, height: height, channelCount: channelCount))
        #expect(turned.shape.width == expected.width && turned.shape.height == expected.height)
        for batch in [1, 4, 16] {
          #expect(gathered(turned, samples, batch: batch) == expected.samples, "\(width) x \(height)")
        }
      }
    }
  }

  private func gathered(_ turned: TurnedRows, _ samples: [UInt8], batch: Int) -> [UInt8] {
    var all: [UInt8] = []
    for y in stride(from: 0, to: turned.shape.height, by: batch) {
      let range = y..<min(y + batch, turned.shape.height)
      var rows = [UInt8](repeating: 0, count: range.count * turned.shape.rowByteCount)
      var target = rows.mutableSpan
      turned.copy(range, from: samples.span, to: &target)
      all += rows
    }
    return all
  }
}
