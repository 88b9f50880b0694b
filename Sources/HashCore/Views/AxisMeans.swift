import Kernels

/// Weighted means of neighbouring values along an axis, in groups of 64 as the tap kernels take them.
struct AxisMeans {
  /// How many means there are.
  let count: Int
  /// Values along the axis.
  let length: Int
  let groups: [MeanGroup]

  /// - Parameter isAcross: whether each group begins to count at the first value that it needs, as `gather`
  ///   takes it; else at 0, as `accumulate` does.
  init(_ means: [SampleWeights], length: Int, isAcross: Bool) {
    count = means.count
    self.length = length
    groups = stride(from: 0, to: means.count, by: TapRows.count).map {
      MeanGroup(
        Array(means[$0..<min($0 + TapRows.count, means.count)]), length: length, isAcross: isAcross)
    }
  }

  /// `length` values to `count` means of equal parts; where there are more means than values, they lie on
  /// the lines between the values.
  init(length: Int, count: Int, isAcross: Bool) {
    let means = (0..<count).map {
      length >= count
        ? SampleWeights.part($0, of: count, length: length)
        : SampleWeights.point(
          (Double($0) + 0.5) * Double(length) / Double(count), halfWidth: 1, length: length)
    }
    self.init(means, length: length, isAcross: isAcross)
  }
}

/// Up to 64 means.
struct MeanGroup {
  let taps: TapRows
  /// The values that they take part of. Where these are columns: whole vectors of 16 around them, none of
  /// which lies beyond the vectors that the axis fills.
  let values: Range<Int>

  init(_ means: [SampleWeights], length: Int, isAcross: Bool) {
    let first = means.map(\.first).min()!
    let end = means.map { $0.first + $0.values.count }.max()!
    values = isAcross ? Self.columns(first..<end, of: length) : first..<end
    let origin = isAcross ? values.lowerBound : 0
    let filler = [(first: first - origin, weights: [Float(0)])]
    let taps = means.map { (first: $0.first - origin, weights: $0.values.map { Float($0) }) }
    self.taps = TapRows(taps + Array(repeating: filler[0], count: TapRows.count - taps.count))
  }

  private static func columns(_ used: Range<Int>, of length: Int) -> Range<Int> {
    let count = roundedUpTo16(used.count)
    let first = min(used.lowerBound, roundedUpTo16(length) - count)
    return first..<first + count
  }
}

extension SampleWeights {
  /// The mean of part `index` of `count` equal parts of an axis.
  fileprivate static func part(_ index: Int, of count: Int, length: Int) -> SampleWeights {
    // In units of 1 / count of a value, all whole numbers: value k covers k * count ..< (k + 1) * count.
    let (start, end) = (index * length, (index + 1) * length)
    let first = start / count
    let last = (end - 1) / count
    let values = (first...last).map { value in
      Double(min(end, (value + 1) * count) - max(start, value * count)) / Double(length)
    }
    return SampleWeights(first: first, values: values)
  }

  /// The mean of the values around `centre` by their nearness to it, none beyond `halfWidth`; value k lies at
  /// k + 1/2, and the outermost ones go on beyond the ends.
  static func point(_ centre: Double, halfWidth: Double, length: Int) -> SampleWeights {
    let lowest = Int((centre - halfWidth - 0.5).rounded(.up))
    let highest = Int((centre + halfWidth - 0.5).rounded(.down))
    let clamped = lowest.clamped(to: length)...highest.clamped(to: length)
    var values = [Double](repeating: 0, count: clamped.count)
    for value in lowest...highest {
      let weight = max(0, 1 - abs(Double(value) + 0.5 - centre) / halfWidth)
      values[value.clamped(to: length) - clamped.lowerBound] += weight
    }
    let sum = values.reduce(0, +)
    return SampleWeights(first: clamped.lowerBound, values: values.map { $0 / sum })
  }
}

extension Int {
  fileprivate func clamped(to length: Int) -> Int { Swift.min(Swift.max(self, 0), length - 1) }
}
