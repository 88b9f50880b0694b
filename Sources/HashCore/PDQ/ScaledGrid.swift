/// The pixels of an axis, `scale` of them gathered into each pixel of a grid; the last may hold fewer.
///
/// A pixel of the grid is the average of those it stands for. How they differ among themselves it does not
/// say, but its neighbours do: the *sloping* taps take every pixel of the grid for a ramp as steep as the
/// line between the neighbours before and after it.
///
/// ```
///   grid            a       m       b          value of pixel p inside m, flat:     v_m
///   own size     . . . . . . p . . . . .       sloping:  v_m + (p - x_m) * (v_b - v_a) / (x_b - x_a)
/// ```
///
/// A sum of `w_p` times the latter is a sum of the v with other weights, so that this costs two more taps at
/// most and nothing else. x is the place of a centre; at an end of the axis m itself is its own neighbour.
struct ScaledGrid {
  let length: Int
  let scale: Int

  private var lastIndex: Int { (length - 1) / scale }

  /// The place of the centre of pixel m, in pixels of the axis.
  private func centre(_ m: Int) -> Double {
    Double(scale * m + min(scale * (m + 1), length) - 1) / 2
  }

  /// The weights of a sample with every pixel of the grid flat.
  func flatTaps(_ sample: SampleWeights) -> (first: Int, weights: [Float]) {
    let start = sample.first / scale
    var sums = [Double](repeating: 0, count: (sample.first + sample.values.count - 1) / scale - start + 1)
    for (n, weight) in sample.values.enumerated() { sums[(sample.first + n) / scale - start] += weight }
    return (start, sums.map { Float($0) })
  }

  /// The same with every pixel of the grid sloping.
  func slopingTaps(_ sample: SampleWeights) -> (first: Int, weights: [Float]) {
    let start = max(0, sample.first / scale - 1)
    let end = min(lastIndex, (sample.first + sample.values.count - 1) / scale + 1)
    var sums = [Double](repeating: 0, count: end - start + 1)
    for (n, weight) in sample.values.enumerated() {
      let pixel = sample.first + n
      let m = pixel / scale
      sums[m - start] += weight
      let (before, after) = (max(0, m - 1), min(lastIndex, m + 1))
      guard before < after else { continue }
      let share = weight * (Double(pixel) - centre(m)) / (centre(after) - centre(before))
      sums[after - start] += share
      sums[before - start] -= share
    }
    return (start, sums.map { Float($0) })
  }
}
