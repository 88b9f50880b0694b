/// What coefficients are worth, written down as `docs/pdq.md` says it: all sorted, in double precision.
struct NaiveSpread {
  private let values: [Double]
  private let median: Double
  private let distances: [Double]

  init(_ coefficients: [Float]) {
    values = coefficients.map(Double.init)
    let median = values.sorted()[127]
    self.median = median
    distances = values.map { abs($0 - median) }
  }

  var stability: Int {
    let near = values.filter { abs($0 - median) <= Double(Float(0.01)) }
    let setCount = values.count { $0 > median }
    return setCount == 128 && near.allSatisfy { $0 <= median } ? 0 : near.count
  }

  /// Undecided: the share of coefficients within 1.25 of the median. Ratio: the median distance from the
  /// median over the root of the mean square.
  var undecidedShare: Double { Double(distances.count { $0 <= 1.25 }) / 256 }
  var distanceRatio: Double {
    distances.sorted()[127] / (values.map { $0 * $0 }.reduce(0, +) / 256).squareRoot()
  }

  var isInformative: Bool { undecidedShare < 0.2 && distanceRatio >= 0.14 }
}
