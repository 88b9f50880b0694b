/// How the coefficients lie around their median: how many bits rounding alone may turn, and whether the bits
/// tell the picture from others. `docs/pdq.md` has the measurements that the constants come from.
struct CoefficientSpread {
  /// The farthest from the median, in coefficient units, that rounding in another order or precision turns a
  /// bit: four times the farthest that was seen.
  static let noise: Float = 0.01
  /// Within this distance of the median, in coefficient units, what a copy goes through on its way decides a
  /// bit, not the picture.
  private static let undecidedDistance: Float = 1.25
  /// A fifth of the bits and more of that kind leave too few that the picture decides.
  private static let undecidedCountMax = 51
  /// Below this ratio of the median distance from the median to the root of the mean square, a few
  /// coefficients hold all there is: what every pattern of that period and direction has.
  private static let distanceRatioMin: Float = 0.14

  private let coefficients: PDQCoefficients
  private let median: Float

  // Spans, since every access to an element of an inline array that is a property costs a call.
  init(_ coefficients: PDQCoefficients) {
    self.coefficients = coefficients
    let values = coefficients.values.span
    var median = -Float.infinity
    for k in values.indices where !coefficients.hash.hasBit(k) { median = max(median, values[k]) }
    self.median = median
  }

  /// How many bits may turn if no coefficient is off by so much that it crosses the median from farther than
  /// `noise` away.
  ///
  /// 0 where half of the bits are set and none of them is so near: whichever of those below becomes the
  /// median, the set ones stay above it.
  func unstableBitCount(within noise: Float = Self.noise) -> Int {
    let values = coefficients.values.span
    var (nearCount, nearSetCount) = (0, 0)
    for k in values.indices {
      let height = values[k] - median
      if abs(height) <= noise { nearCount += 1 }
      if height > 0 && height <= noise { nearSetCount += 1 }
    }
    let isHalfSet = coefficients.hash.setBitCount == PDQHash.bitCount / 2
    return isHalfSet && nearSetCount == 0 ? 0 : nearCount
  }

  /// Whether enough of the bits are the picture's own.
  var isInformative: Bool {
    let values = coefficients.values.span
    var squares: Float = 0
    for k in values.indices { squares += values[k] * values[k] }
    let least = Self.distanceRatioMin * (squares / Float(PDQHash.bitCount)).squareRoot()
    var (undecidedCount, smallCount) = (0, 0)
    for k in values.indices {
      let distance = abs(values[k] - median)
      if distance <= Self.undecidedDistance { undecidedCount += 1 }
      if distance < least { smallCount += 1 }
    }
    // The median of the distances lies below `least` where half of them do.
    return undecidedCount <= Self.undecidedCountMax && smallCount < PDQHash.bitCount / 2
  }
}

extension PDQHash {
  fileprivate var setBitCount: Int {
    words.0.nonzeroBitCount + words.1.nonzeroBitCount + words.2.nonzeroBitCount + words.3.nonzeroBitCount
  }
}
