/// The 16 x 16 frequencies of a picture and the bits they make.
public struct PDQCoefficients: Sendable {
  /// Row-major: entry k makes bit k. An error of r.m.s. x in the 64 x 64 floats is one of r.m.s. x here.
  public let values: InlineArray<256, Float>
  /// Bit k is set where entry k is above the lower median, the 128th smallest.
  public let hash: PDQHash

  /// Root of the mean square of the differences, entry by entry.
  func rootMeanSquare(from other: PDQCoefficients) -> Float {
    var sum: Float = 0
    for k in values.indices {
      let difference = values[k] - other.values[k]
      sum += difference * difference
    }
    return (sum / Float(values.count)).squareRoot()
  }
}
