import Kernels
import TestSupport
import Testing

@testable import Matcher

/// The engines chosen are those that were measured to be faster: docs/benchmarks.md, growth.
@Suite struct SearchPlannerTests {
  struct Crossing: Sendable {
    let rowCount, chunkWidth, linesPerBucket: Int
    /// The ring was faster here, and at every smaller threshold.
    let ringUpTo: Int
    /// The scan was faster from here on; `nil` where the ring won at all that were measured.
    let scanFrom: Int?
  }

  @Test(arguments: [
    Crossing(rowCount: 10_000, chunkWidth: 10, linesPerBucket: 1, ringUpTo: 48, scanFrom: 56),
    Crossing(rowCount: 100_000, chunkWidth: 13, linesPerBucket: 1, ringUpTo: 56, scanFrom: 63),
    Crossing(rowCount: 1_000_000, chunkWidth: 16, linesPerBucket: 1, ringUpTo: 64, scanFrom: nil),
    Crossing(rowCount: 10_000_000, chunkWidth: 16, linesPerBucket: 6, ringUpTo: 64, scanFrom: nil),
  ]) func theRingIsTakenWhereItWasFaster(crossing: Crossing) throws {
    let shape = try #require(
      RingShape(
        chunkWidth: crossing.chunkWidth, linesPerBucket: crossing.linesPerBucket, rowNumberByteCount: 4))
    let planner = SearchPlanner(rowCount: crossing.rowCount, shape: shape)
    for distanceMax in 0...crossing.ringUpTo {
      #expect(planner.engine(distanceMax: distanceMax) == .ring, "\(crossing.rowCount) at \(distanceMax)")
    }
    for distanceMax in (crossing.scanFrom ?? 128)...256 {
      #expect(planner.engine(distanceMax: distanceMax) == .linear, "\(crossing.rowCount) at \(distanceMax)")
    }
  }

  /// Every threshold looked at in turn is the judge of what halving found.
  @Test(arguments: [1, 500, 20_000, 3_000_000, 40_000_000])
  func theRingIsTakenExactlyWhereItCostsLess(rowCount: Int) throws {
    for chunkWidth in RingShape.chunkWidths {
      let shape = try #require(
        RingShape(chunkWidth: chunkWidth, linesPerBucket: 1, rowNumberByteCount: 4))
      let planner = SearchPlanner(rowCount: rowCount, shape: shape)
      for distanceMax in 0...256 {
        let cost = SearchPlanner.ringCost(shape, rowCount: rowCount, distanceMax: distanceMax)
        let isRing = planner.engine(distanceMax: distanceMax) == .ring
        #expect(isRing == (cost < planner.scanCost), "\(chunkWidth) bits at \(distanceMax)")
      }
    }
  }

  @Test func withoutRingTablesTheTreeServesSmallThresholdsAlone() {
    let planner = SearchPlanner(rowCount: 1_000_000, shape: nil)
    for distanceMax in 0...256 {
      #expect(planner.engine(distanceMax: distanceMax) == (distanceMax <= 12 ? .bk : .linear))
    }
  }

  @Test func aHandfulOfRowsIsScanned() throws {
    let shape = try #require(RingShape(chunkWidth: 8, linesPerBucket: 1, rowNumberByteCount: 1))
    #expect(SearchPlanner(rowCount: 16, shape: shape).engine(distanceMax: 31) == .linear)
  }

  /// A crowd of a million, every signature a candidate: reading 200 000 of them costs as much as the scan.
  @Test func crowdedBucketsAreReadOnlyWhileThatBeatsAScan() {
    let planner = SearchPlanner(rowCount: 1_000_000, shape: nil)
    #expect(planner.isWorthwhile(signatureCount: 100_000))
    #expect(!planner.isWorthwhile(signatureCount: 300_000))
  }

  /// What an index does is what its planner says, whatever the caller asked for.
  @Test func anIndexFollowsItsPlanner() throws {
    let hashes = clusteredHashes(3000, seed: 61)
    let withRing = try TestIndex(hashes).index
    let lean = try TestIndex(hashes, tables: .bkOnly).index
    for (index, distanceMax, expected) in [
      (withRing, 31, SearchEngine.ring), (withRing, 200, .linear), (lean, 5, .bk), (lean, 31, .linear),
    ] {
      #expect(try index.resolved(.auto, distanceMax: distanceMax) == expected)
      #expect(try index.resolved(.linear, distanceMax: distanceMax) == .linear)
    }
  }
}
