import Glibc

/// Edits that move what a picture shows. Sides and places are in parts of the picture's own.
extension DrawnPixels {
  /// Without so much of each side.
  func cropped(_ left: Double, _ top: Double, _ right: Double, _ bottom: Double) -> DrawnPixels {
    let (x0, y0) = (Int(left * Double(width)), Int(top * Double(height)))
    let (x1, y1) = (width - Int(right * Double(width)), height - Int(bottom * Double(height)))
    var copy = DrawnPixels(x1 - x0, y1 - y0)
    copy.fill { x, y in
      (x + x0, y + y0)
    } from: {
      self
    }
    return copy
  }

  func cropped(_ part: Double) -> DrawnPixels { cropped(part, part, part, part) }

  var mirrored: DrawnPixels { laidDown(width, height) { (width - 1 - $0, $1) } }
  var flipped: DrawnPixels { laidDown(width, height) { ($0, height - 1 - $1) } }
  var turnedLeft: DrawnPixels { laidDown(height, width) { (width - 1 - $1, $0) } }
  var turnedRight: DrawnPixels { laidDown(height, width) { ($1, height - 1 - $0) } }

  /// With `source` saying for each pixel which one of this picture it is.
  private func laidDown(
    _ width: Int, _ height: Int, _ source: (_ x: Int, _ y: Int) -> (Int, Int)
  ) -> DrawnPixels {
    var copy = DrawnPixels(width, height)
    copy.fill(source) { self }
    return copy
  }

  private mutating func fill(_ source: (Int, Int) -> (Int, Int), from picture: () -> DrawnPixels) {
    let picture = picture()
    for y in 0..<height {
      for x in 0..<width {
        let (u, v) = source(x, y)
        let (from, to) = (3 * (v * picture.width + u), 3 * (y * width + x))
        for channel in 0..<3 { samples[to + channel] = picture.samples[from + channel] }
      }
    }
  }

  /// At another size: means of parts where it shrinks, between neighbours where it grows.
  func scaled(to newWidth: Int, _ newHeight: Int) -> DrawnPixels {
    guard newWidth != width || newHeight != height else { return self }
    let columns = Self.weights(from: width, to: newWidth)
    let rows = Self.weights(from: height, to: newHeight)
    var across = [Float](repeating: 0, count: 3 * newWidth * height)
    for y in 0..<height {
      for (x, taps) in columns.enumerated() {
        for (source, weight) in taps {
          for channel in 0..<3 {
            across[3 * (y * newWidth + x) + channel] +=
              weight * Float(samples[3 * (y * width + source) + channel])
          }
        }
      }
    }
    var copy = DrawnPixels(newWidth, newHeight)
    for (y, taps) in rows.enumerated() {
      for place in 0..<3 * newWidth {
        let value = taps.reduce(Float(0)) { $0 + $1.weight * across[3 * $1.source * newWidth + place] }
        copy.samples[3 * y * newWidth + place] = UInt8(max(0, min(255, value.rounded())))
      }
    }
    return copy
  }

  /// With its longer side so long, if it is longer.
  func shrunk(toLonger side: Int) -> DrawnPixels {
    let longer = max(width, height)
    return longer <= side ? self : scaled(to: max(8, width * side / longer), max(8, height * side / longer))
  }

  private static func weights(from length: Int, to count: Int) -> [[(source: Int, weight: Float)]] {
    let step = Double(length) / Double(count)
    let reach = max(1, step)
    return (0..<count).map { place in
      let centre = (Double(place) + 0.5) * step - 0.5
      let all = (Int((centre - reach).rounded(.up))...Int((centre + reach).rounded(.down))).map {
        (source: max(0, min(length - 1, $0)), weight: Float(max(0, 1 - abs(Double($0) - centre) / reach)))
      }
      let sum = all.reduce(Float(0)) { $0 + $1.weight }
      return all.map { ($0.source, $0.weight / sum) }
    }
  }

  /// Turned clockwise about its middle, in a picture of the same size whose corners are black.
  func turned(degrees: Double) -> DrawnPixels {
    let (sine, cosine) = (sin(degrees * .pi / 180), cos(degrees * .pi / 180))
    let (middleX, middleY) = (Double(width - 1) / 2, Double(height - 1) / 2)
    return warped { x, y in
      let (u, v) = (x - middleX, y - middleY)
      return (cosine * u + sine * v + middleX, cosine * v - sine * u + middleY)
    }
  }

  /// The same without the black corners: the largest picture of the same shape that has none.
  func turnedAndCut(degrees: Double) -> DrawnPixels {
    let (sine, cosine) = (abs(sin(degrees * .pi / 180)), cos(degrees * .pi / 180))
    let aspect = Double(max(width, height)) / Double(min(width, height))
    let part = (1 - 1 / (cosine + aspect * sine)) / 2 + 0.004
    return turned(degrees: degrees).cropped(part)
  }

  /// As from below: what is at its upper corners is cut off by a part of the width at either end.
  func inPerspective(_ part: Double) -> DrawnPixels {
    warped { x, y in
      let narrowing = part * (1 - y / Double(height))
      return (x * (1 - 2 * narrowing) + narrowing * Double(width), y)
    }
  }

  private func warped(_ source: (_ x: Double, _ y: Double) -> (Double, Double)) -> DrawnPixels {
    var copy = DrawnPixels(width, height)
    for y in 0..<height {
      for x in 0..<width {
        let (u, v) = source(Double(x), Double(y))
        guard u > -1, v > -1, u < Double(width), v < Double(height) else { continue }
        for channel in 0..<3 { copy.samples[3 * (y * width + x) + channel] = sample(u, v, channel) }
      }
    }
    return copy
  }

  /// Between the four nearest; the edge goes on beyond it.
  private func sample(_ u: Double, _ v: Double, _ channel: Int) -> UInt8 {
    let (left, top) = (Int(u.rounded(.down)), Int(v.rounded(.down)))
    let (right, below) = (u - Double(left), v - Double(top))
    func level(_ x: Int, _ y: Int) -> Double {
      let (x, y) = (max(0, min(width - 1, x)), max(0, min(height - 1, y)))
      return Double(samples[3 * (y * width + x) + channel])
    }
    let upper = level(left, top) * (1 - right) + level(left + 1, top) * right
    let lower = level(left, top + 1) * (1 - right) + level(left + 1, top + 1) * right
    return UInt8(max(0, min(255, (upper * (1 - below) + lower * below).rounded())))
  }
}
