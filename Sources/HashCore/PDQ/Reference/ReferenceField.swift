/// A full plane of floats, with the blur and the sampling of the PDQ reference: the judge's working space.
struct ReferenceField {
  let width: Int
  let height: Int
  /// Row-major, `height x width`.
  private(set) var values: [Float]

  /// BT.601 luma; each product and sum is rounded to `Float`, left to right.
  init(lumaOf plane: Plane) {
    width = plane.width
    height = plane.height
    let samples = plane.samples
    if plane.channelCount == 1 {
      values = samples.map { Float($0) }
    } else {
      values = stride(from: 0, to: samples.count, by: 3).map { (i: Int) -> Float in
        let red = 0.299 * Float(samples[i])
        let green = 0.587 * Float(samples[i + 1])
        let blue = 0.114 * Float(samples[i + 2])
        return red + green + blue
      }
    }
  }

  mutating func blurAlongRows() {
    for y in 0..<height { blur(start: y * width, step: 1, count: width) }
  }

  mutating func blurDownColumns() {
    for x in 0..<width { blur(start: x, step: width, count: height) }
  }

  /// One box blur along a line: a running sum that adds the value ahead, then takes off the value behind.
  ///
  /// The window is `count / 128`, rounded up. Value i becomes the mean of the values from `i - (window -
  /// half)` to `i + half - 1` that exist, `half = (window + 2) / 2`.
  private mutating func blur(start: Int, step: Int, count: Int) {
    let window = (count + 127) / 128
    let half = (window + 2) / 2
    let line = (0..<count).map { values[start + $0 * step] }
    var sum: Float = 0
    var size = 0
    for ahead in 0..<count + half - 1 {
      if ahead < count {
        sum += line[ahead]
        size += 1
      }
      if ahead >= window {
        sum -= line[ahead - window]
        size -= 1
      }
      let target = ahead - (half - 1)
      if target >= 0 { values[start + target * step] = sum / Float(size) }
    }
  }

  /// The 64 x 64 values at the centres of 64 x 64 equal cells, truncated to whole pixels.
  func decimated() -> [Float] {
    (0..<64).flatMap { i in
      let y = Int(((Double(i) + 0.5) * Double(height)) / 64)
      return (0..<64).map { j in
        values[y * width + Int(((Double(j) + 0.5) * Double(width)) / 64)]
      }
    }
  }
}
