import HashCore
import Kernels
import TestSupport
import Testing

/// Every kernel variant against the judge: 2000 planes, or 10 000 in the long form, and a few large ones.
@Suite struct ExactSweepTests {
  private static let shardCount = 20
  private static let planesPerShard = Proof.count(100, long: 500)

  /// Each side takes every length from 5 to 600, many times over in the long form; the other side is short
  /// enough to keep it quick.
  @Test(arguments: 0..<shardCount)
  func generatedPlanesAreEqual(shard: Int) throws {
    let judges = KernelTable.all.map { JudgedReducer($0) }
    var random = SeededGenerator(seed: UInt64(shard))
    for number in shard * Self.planesPerShard..<(shard + 1) * Self.planesPerShard {
      let long = 5 + number / 2 % 596
      let short = 5 + random.below(min(596, max(40, 12_000 / long)))
      let (width, height) = number % 2 == 0 ? (long, short) : (short, long)
      let plane = Plane.generated(
        Pattern.allCases[random.below(4)], seed: number, width: width, height: height,
        channelCount: random.below(3) == 0 ? 3 : 1)
      let truth = ReferencePDQ(plane)
      let rowsPerCall = [1, 8, 16, 100, 600][random.below(5)]
      for judge in judges {
        let isEqual = try judge.agrees(on: plane, with: truth, rowsPerCall: rowsPerCall)
        #expect(isEqual, "plane \(number), \(width) x \(height), \(judge.level.name)")
      }
    }
  }

  @Test(arguments: [(600, 600, 3), (599, 598, 1), (4001, 4003, 1), (12_000, 130, 3), (77, 11_999, 1)])
  func largePlanesAreEqual(width: Int, height: Int, channelCount: Int) throws {
    let plane = Plane.generated(
      .noise, seed: width, width: width, height: height, channelCount: channelCount)
    let truth = ReferencePDQ(plane)
    for kernels in KernelTable.all {
      let judge = JudgedReducer(kernels)
      #expect(try judge.agrees(on: plane, with: truth, rowsPerCall: 16), "\(kernels.level.name)")
    }
  }
}

/// A reducer and a transform of one level, whose every result is compared with the judge's.
private final class JudgedReducer {
  let level: KernelLevel
  private var reducer: PDQReducer
  private let transform: PDQTransform

  init(_ kernels: KernelTable) {
    level = kernels.level
    reducer = PDQReducer(kernels: kernels)
    transform = PDQTransform(kernels: kernels)
  }

  /// Whether all floats, the hash and the quality are equal.
  func agrees(on plane: Plane, with truth: ReferencePDQ, rowsPerCall: Int) throws -> Bool {
    try reducer.append(plane, rowsPerCall: rowsPerCall)
    return isEqual(&reducer, to: truth)
  }

  private func isEqual(_ reducer: inout PDQReducer, to truth: ReferencePDQ) -> Bool {
    let matrix = reducer.finish()
    return truth.hasMatrix(matrix) && transform.hash(of: matrix) == truth.hash
  }
}
