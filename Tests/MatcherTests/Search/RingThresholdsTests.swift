import TestSupport
import Testing

@testable import Matcher

@Suite struct RingThresholdsTests {
  @Test(arguments: [16, 17, 21, 32]) func evenDivisionsAddUpAndDifferByOneAtMost(chunkCount: Int) {
    for distanceMax in 0...256 {
      let thresholds = RingThresholds.even(distanceMax: distanceMax, chunkCount: chunkCount)
      #expect(thresholds.count == chunkCount)
      #expect(thresholds.reduce(0) { $0 + Int($1) } == distanceMax + 1)
      #expect(thresholds[0] - thresholds[chunkCount - 1] <= 1)
      #expect(thresholds == thresholds.sorted(by: >))
    }
  }

  /// Every division of the sum, tried in turn: the judge.
  private func leastCost(_ sum: Int, _ costs: ArraySlice<[Double]>) -> Double {
    guard let first = costs.first else { return sum == 0 ? 0 : .infinity }
    return (0..<min(first.count, sum + 1)).reduce(.infinity) { least, threshold in
      min(least, first[threshold] + leastCost(sum - threshold, costs.dropFirst()))
    }
  }

  @Test func theCheapestDivisionIsTheLeastOfAll() throws {
    var generator = SeededGenerator(seed: 71)
    for _ in 0..<200 {
      let chunkCount = Int.random(in: 1...5, using: &generator)
      let costs = (0..<chunkCount).map { _ in
        (0..<Int.random(in: 1...5, using: &generator)).map { threshold in
          threshold == 0 ? 0 : Double(Int.random(in: 1...100, using: &generator))
        }
      }
      let distanceMax = Int.random(in: 0...12, using: &generator)
      let least = leastCost(distanceMax + 1, costs[...])
      let found = RingThresholds.cheapest(distanceMax: distanceMax, costs: costs)
      #expect((found?.cost ?? .infinity) == least)
      if let found {
        #expect(found.thresholds.reduce(0) { $0 + Int($1) } == distanceMax + 1)
        #expect(zip(found.thresholds, costs).reduce(0) { $0 + $1.1[Int($1.0)] } == least)
      }
    }
  }

  @Test func heavyChunksGetNothing() throws {
    let found = RingThresholds.cheapest(distanceMax: 3, costs: [[0, 900, 999], [0, 1, 2], [0, 1, 2]])
    #expect(found?.thresholds == [0, 2, 2] && found?.cost == 4)
    #expect(RingThresholds.cheapest(distanceMax: 4, costs: [[0, 1], [0, 1]]) == nil)
  }
}
