import Glibc

/// What a view is taken from: 128 x 128 means of a box of a working plane.
///
/// A view is 64 samples each way on a grid without a shift, over the region and beyond its edges, which go
/// on there. Hashed by the transform that the plain hash has.
struct ViewPlane {
  static let side = 128
  private static let sampleCount = 64

  /// Width by height of what it shows.
  let aspect: Double
  /// 128 x 128, row-major.
  let levels: [Float]

  /// The levels turned by some degrees clockwise about the middle; beyond the edges those go on.
  func turned(by degrees: Int8) -> ViewPlane {
    guard degrees != 0 else { return self }
    let angle = Double(degrees) * Double.pi / 180
    let cosine = Float(cos(angle))
    let (across, down) = (Float(sin(angle) / aspect), Float(sin(angle) * aspect))
    let middle = Float(Self.side - 1) / 2
    var turned = [Float](repeating: 0, count: levels.count)
    for y in 0..<Self.side {
      let v = Float(y) - middle
      for x in 0..<Self.side {
        let u = Float(x) - middle
        turned[y * Self.side + x] = level(
          atColumn: cosine * u + across * v + middle, row: cosine * v - down * u + middle)
      }
    }
    return ViewPlane(aspect: aspect, levels: turned)
  }

  /// Between the four nearest.
  private func level(atColumn column: Float, row: Float) -> Float {
    let last = Float(Self.side - 1)
    let (u, v) = (min(max(column, 0), last), min(max(row, 0), last))
    let (x, y) = (min(Int(u), Self.side - 2), min(Int(v), Self.side - 2))
    let (right, below) = (u - Float(x), v - Float(y))
    let place = y * Self.side + x
    let upper = levels[place] * (1 - right) + levels[place + 1] * right
    let lower = levels[place + Self.side] * (1 - right) + levels[place + Self.side + 1] * right
    return upper * (1 - below) + lower * below
  }

  /// The means that are 64 samples from `before` percent in front of the plane to `after` percent behind it.
  static func samples(before: Int8, after: Int8, isAcross: Bool) -> AxisMeans {
    let reach = 100 + Double(before) + Double(after)
    let length = reach / 100 * Double(side)
    let start = -Double(before) / 100 * Double(side)
    let means = (0..<sampleCount).map {
      SampleWeights.point(
        start + (Double($0) + 0.5) * length / Double(sampleCount), halfWidth: max(1, length / Double(side)),
        length: side)
    }
    return AxisMeans(means, length: side, isAcross: isAcross)
  }
}
