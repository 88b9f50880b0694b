import HashCore
import Kernels

/// Chooses the engine of a search by count and threshold.
///
/// The costs are rough, and their crossings agree with those measured (docs/benchmarks.md, growth); being
/// wrong by a factor of two near a crossing costs that factor and nothing else, since every engine is exact.
struct SearchPlanner: Sendable {
  /// Nanoseconds: a row scanned, a bucket line asked for and scanned, a candidate measured.
  static let rowCost = 1.1
  static let lineCost = 16.0
  static let candidateCost = 40.0
  /// Up to here the tree visits few enough leaves to beat a scan of everything.
  static let treeDistanceMax = 12

  private let rowCount: Int
  /// The ring is cheaper than a scan below this threshold alone; 0 without ring tables.
  private let ringDistanceEnd: Int

  /// `shape` is that of the ring tables; `nil` without them.
  init(rowCount: Int, shape: RingShape?) {
    self.rowCount = rowCount
    ringDistanceEnd = shape.map { Self.ringDistanceEnd($0, rowCount) } ?? 0
  }

  /// The engine for one query where every bucket is of ordinary size.
  func engine(distanceMax: Int) -> SearchEngine {
    if distanceMax < ringDistanceEnd { return .ring }
    return distanceMax <= Self.treeDistanceMax ? .bk : .linear
  }

  /// Estimated nanoseconds of a scan of all rows.
  var scanCost: Double { Self.scanCost(rowCount: rowCount) }

  private static func scanCost(rowCount: Int) -> Double { Double(rowCount) * rowCost }

  /// The first threshold at which a ring search costs as much as a scan. Its cost grows with the threshold,
  /// as no chunk's share of that shrinks, and the cost of a scan does not: so halving finds the place, and
  /// one number has the answer for every threshold.
  private static func ringDistanceEnd(_ shape: RingShape, _ rowCount: Int) -> Int {
    let scanCost = Self.scanCost(rowCount: rowCount)
    var (cheaper, dearer) = (-1, PDQHash.bitCount + 1)
    while dearer - cheaper > 1 {
      let middle = (cheaper + dearer) / 2
      if ringCost(shape, rowCount: rowCount, distanceMax: middle) < scanCost {
        cheaper = middle
      } else {
        dearer = middle
      }
    }
    return dearer
  }

  /// Whether reading so many signatures (lines counted as `RingIndex.cheapestThresholds` does) beats a
  /// scan. Asked near heavy buckets alone, where hashes crowd: one signature in eight is taken to be
  /// near enough to be measured.
  func isWorthwhile(signatureCount: Double) -> Bool {
    signatureCount * (Self.lineCost / 64 + Self.candidateCost / 8) < max(scanCost, 10_000)
  }

  /// Estimated nanoseconds of a ring search: lines read and candidates measured, for hashes of fair bits.
  static func ringCost(_ shape: RingShape, rowCount: Int, distanceMax: Int) -> Double {
    let thresholds = RingThresholds.even(distanceMax: distanceMax, chunkCount: shape.chunkCount)
    let width = shape.chunkWidth
    let choose = binomials(width)
    let mean = shape.meanPostingCount(rowCount: rowCount)
    let lines = RingShape.lineCount(ofPostings: mean).rounded(.up)
    var cost = 0.0
    for chunk in thresholds.indices {
      let (own, next) = (Int(thresholds[chunk]), Int(thresholds[(chunk + 1) % thresholds.count]))
      for flips in 0..<min(own, width + 1) {
        let near = choose[...min(width, own + next - 1 - flips)].reduce(0, +) / Double(1 << width)
        cost += choose[flips] * (lines * lineCost + mean * near * candidateCost)
      }
    }
    return cost
  }

  private static func binomials(_ n: Int) -> [Double] {
    (1...n).reduce(into: [1.0]) { row, k in row.append(row[k - 1] * Double(n - k + 1) / Double(k)) }
  }
}
