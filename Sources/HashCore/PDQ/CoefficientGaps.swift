/// How far apart the coefficients around the median lie: the m-th nearest above it from the m-th nearest
/// below.
///
/// ```
///   s_3    s_2  s_1 | t_1    t_2   t_3          gap(1) = t_1 - s_1, gap(2) = t_2 - s_2, ...: ascending
///                 median
/// ```
///
/// If no coefficient is off by more than e, at least m have crossed to either side only where gap(m) <= 2 e:
/// of the m that left one was at least at t_m, of the m that entered one was at most at s_m, and it ended
/// above the other. No assumption on the median is needed.
struct CoefficientGaps {
  /// Ascending from the median; descending from it.
  private var above: [Float] = []
  private var below: [Float] = []

  /// - Parameter count: how many gaps will be asked for, at most 128.
  /// - Complexity: `256 * count` at worst; few entries near the median are moved.
  init(_ coefficients: PDQCoefficients, count: Int) {
    precondition((0...128).contains(count), "128 coefficients stand on either side")
    above.reserveCapacity(count + 1)
    below.reserveCapacity(count + 1)
    for k in coefficients.values.indices {
      let value = coefficients.values[k]
      if coefficients.hash.hasBit(k) {
        Self.keep(value, in: &above, count: count, isBefore: <)
      } else {
        Self.keep(value, in: &below, count: count, isBefore: >)
      }
    }
  }

  private static func keep(
    _ value: Float, in nearest: inout [Float], count: Int, isBefore: (Float, Float) -> Bool
  ) {
    if nearest.count == count, let last = nearest.last, !isBefore(value, last) { return }
    var place = nearest.count
    while place > 0, isBefore(value, nearest[place - 1]) { place -= 1 }
    nearest.insert(value, at: place)
    if nearest.count > count { nearest.removeLast() }
  }

  /// How far the m-th above lies from the m-th below, m from 1; 0 where equal coefficients at the median
  /// leave too few above it, so that any error may turn them.
  func gap(_ m: Int) -> Float { m <= above.count && m <= below.count ? above[m - 1] - below[m - 1] : 0 }

  /// The most pairs that may have crossed if no two coefficients have come nearer by more than `window`, of
  /// `count` at most.
  func crossings(within window: Float, count: Int) -> Int {
    var m = 0
    while m < count, gap(m + 1) <= window { m += 1 }
    return m
  }
}

extension PDQHash {
  /// Whether bit `k`, 0..<256, is set.
  func hasBit(_ k: Int) -> Bool {
    let word = k < 128 ? (k < 64 ? words.0 : words.1) : (k < 192 ? words.2 : words.3)
    return word >> UInt64(k % 64) & 1 == 1
  }
}
