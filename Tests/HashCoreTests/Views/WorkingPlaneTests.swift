import Kernels
import TestSupport
import Testing

@testable import HashCore

@Suite struct WorkingPlaneTests {
  /// Larger than the plane, its size, smaller, long, tiny; rows in batches that end anywhere.
  @Test(arguments: [
    (1000, 701), (384, 384), (500, 384), (200, 90), (2000, 150), (7, 900), (5, 5), (385, 383),
  ])
  func eachLevelIsTheMeanOfItsPart(width: Int, height: Int) {
    let gray = (0..<width * height).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ $0 / 31) }
    let scalar = Self.plane(gray, width, height, 4096, KernelTable(level: .scalar))
    let size = WorkingPlane.size(ofWidth: width, height: height)
    #expect(scalar.width == size.width && scalar.height == size.height)
    let across = (0..<scalar.width).map { Self.weights($0, of: scalar.width, length: width) }
    let down = (0..<scalar.height).map { Self.weights($0, of: scalar.height, length: height) }
    var worst = 0.0
    for y in stride(from: 0, to: scalar.height, by: 5) {
      for x in stride(from: 0, to: scalar.width, by: 7) {
        let mean = Self.mean(gray, width, across[x], down[y])
        worst = max(worst, abs(Double(scalar.rows[y * scalar.width + x]) - mean))
      }
    }
    #expect(worst < 0.51)
    let exchanged = (0..<scalar.rows.count).map {
      scalar.rows[$0 % scalar.height * scalar.width + $0 / scalar.height]
    }
    #expect(scalar.columns == exchanged)
    for kernels in KernelTable.all {
      for batch in [1, 17] {
        let plane = Self.plane(gray, width, height, batch, kernels)
        #expect(plane.rows == scalar.rows, "\(kernels.level.name), batches of \(batch)")
      }
    }
  }

  @Test func alphaIsDropped() {
    let gray = (0..<60 * 40).map { UInt8(truncatingIfNeeded: $0 &* 167) }
    var reducer = WorkingPlaneReducer(kernels: .best)
    reducer.begin(RowShape(width: 60, height: 40, channelCount: 2))
    let samples: [UInt8] = gray.flatMap { [$0, 9] }
    reducer.append(samples.span, rowCount: 40)
    #expect(reducer.finish().rows == gray)
  }

  @Test func theLongerSideIsBoundedAndTheShorterOneKept() {
    let sides = [(1920, 1080), (100, 4000), (4000, 500), (33, 20)].map {
      let size = WorkingPlane.size(ofWidth: $0.0, height: $0.1)
      return [size.width, size.height]
    }
    #expect(sides == [[384, 216], [100, 384], [384, 128], [33, 20]])
  }

  private static func plane(
    _ gray: [UInt8], _ width: Int, _ height: Int, _ batch: Int, _ kernels: KernelTable
  ) -> WorkingPlane {
    var reducer = WorkingPlaneReducer(kernels: kernels)
    reducer.begin(RowShape(width: width, height: height, channelCount: 1))
    for y in stride(from: 0, to: height, by: batch) {
      let count = min(batch, height - y)
      reducer.append(gray.span.extracting(y * width..<(y + count) * width), rowCount: count)
    }
    return reducer.finish()
  }

  /// The mean of the pixels of a part, those at its edges as far as they lie in it.
  private static func mean(
    _ gray: [UInt8], _ width: Int, _ across: [(place: Int, weight: Double)],
    _ down: [(place: Int, weight: Double)]
  ) -> Double {
    down.reduce(0) { sum, row in
      across.reduce(sum) { $0 + row.weight * $1.weight * Double(gray[row.place * width + $1.place]) }
    }
  }

  private static func weights(_ part: Int, of count: Int, length: Int) -> [(place: Int, weight: Double)] {
    let size = Double(length) / Double(count)
    let (start, end) = (Double(part) * size, Double(part + 1) * size)
    return (Int(start)..<min(length, Int(end) + 1)).compactMap { place in
      let covered = min(end, Double(place + 1)) - max(start, Double(place))
      return covered > 1e-9 ? (place, covered / size) : nil
    }
  }
}
