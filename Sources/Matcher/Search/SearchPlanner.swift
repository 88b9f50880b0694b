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
  /// Estimated nanoseconds of a ring search at each threshold; empty without ring tables.
  private let ringCosts: [Double]

  /// `shape` is that of the ring tables; `nil` without them.
  init(rowCount: Int, shape: RingShape?) {
    self.rowCount = rowCount
    ringCosts =
      shape.map { shape in
        (0...256).map { distanceMax in
          let thresholds = RingThresholds.even(distanceMax: distanceMax, chunkCount: shape.chunkCount)
          return Self.ringCost(shape, rowCount, thresholds)
        }
      } ?? []
  }

  /// The engine for one query where every bucket is of ordinary size.
  func engine(distanceMax: Int) -> SearchEngine {
    if !ringCosts.isEmpty, ringCosts[distanceMax] < scanCost { return .ring }
    return distanceMax <= Self.treeDistanceMax ? .bk : .linear
  }

  /// Estimated nanoseconds of a scan of all rows.
  var scanCost: Double { Double(rowCount) * Self.rowCost }

  /// Whether reading so many signatures (lines counted as `RingIndex.cheapestThresholds` does) beats a
  /// scan. Asked near heavy buckets alone, where hashes crowd: one signature in eight is taken to be
  /// near enough to be measured.
  func isWorthwhile(signatureCount: Double) -> Bool {
    signatureCount * (Self.lineCost / 64 + Self.candidateCost / 8) < max(scanCost, 10_000)
  }

  /// Lines read and candidates measured, for hashes of fair bits.
  private static func ringCost(_ shape: RingShape, _ rowCount: Int, _ thresholds: [UInt8]) -> Double {
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
