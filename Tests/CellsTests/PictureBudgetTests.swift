import Foundation
import HashCore
import TestSupport
import Testing

@testable import Cells

/// A picture gets its time and not more.
@Suite struct PictureBudgetTests {
  @Test func largeFilesGetMoreUpToACeiling() {
    let budget = PictureBudget(processorSeconds: 10)
    let seconds = [0, 8 << 20, 40 << 20, 64 << 20, 1 << 40].map(budget.processorSecondsMax(forByteCount:))
    #expect(seconds == [10, 20, 60, 60, 60])
  }

  /// Small files that take long, or would: each ends in its time, and none with a hash that means something.
  @Test(
    .enabled(if: Isolation.isPossible, Isolation.notPossible),
    .enabled(if: SharedVectors.arePresent, SharedVectors.absent),
    arguments: [
      "arith-199scans", "huff-5scans", "coef-4comp", "baseline-200mp-tiny", "scans1000",
    ])
  func bombsEndInTheirTime(name: String) throws {
    let pool = try CellPool(Isolation.settings(budget: PictureBudget(processorSeconds: 2)))
    try pool.waitUntilReady()
    let bytes = try Vectors.bytes("bombs/\(name).jpg", in: SharedVectors.root)
    let start = ContinuousClock.now
    let isRefused: Bool
    do throws(DecodeError) {
      isRefused = try !CellHasher(pool).hash(bytes.span.bytes, HashRequest()).info.isWhole
    } catch {
      switch error.reason {
      case .tooLarge, .timeout, .truncated: isRefused = true
      default: isRefused = false
      }
    }
    #expect(isRefused)
    // Twice the wall time, for a machine that is busy with other tests.
    #expect(ContinuousClock.now - start < .seconds(12))
  }

  /// The same bytes, sent again soon, are not decoded again.
  @Test(.enabled(if: Isolation.isPossible, Isolation.notPossible)) func deathsAreRemembered() throws {
    let pool = try CellPool(TaggedCells("remembered").settings)
    var fault = [UInt8](repeating: 0, count: 68)
    fault.replaceSubrange(0..<13, with: Array("PLANTED-FAULT".utf8))
    for _ in 0..<3 {
      let error = #expect(throws: DecodeError.self) {
        try CellHasher(pool).hash(fault.span.bytes, HashRequest())
      }
      #expect(error?.reason == .crashed(found: "one that signal 11 ended"))
    }
    #expect(pool.statistics.deaths == [.signal: 2])
  }
}
