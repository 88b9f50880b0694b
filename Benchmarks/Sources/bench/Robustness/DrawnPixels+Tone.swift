import Glibc

/// Edits of levels that leave everything in its place.
extension DrawnPixels {
  var gray: DrawnPixels {
    mapPixels { red, green, blue in
      let level = 0.299 * red + 0.587 * green + 0.114 * blue
      return (level, level, level)
    }
  }

  var inverted: DrawnPixels { toned { 255 - $0 } }

  /// With colours so many times as far from gray.
  func saturated(_ factor: Double) -> DrawnPixels {
    mapPixels { red, green, blue in
      let level = 0.299 * red + 0.587 * green + 0.114 * blue
      return (
        level + factor * (red - level), level + factor * (green - level), level + factor * (blue - level)
      )
    }
  }

  private func mapPixels(
    _ change: (Double, Double, Double) -> (Double, Double, Double)
  ) -> DrawnPixels {
    var copy = self
    for place in stride(from: 0, to: samples.count, by: 3) {
      let (red, green, blue) = change(
        Double(samples[place]), Double(samples[place + 1]), Double(samples[place + 2]))
      for (channel, value) in [red, green, blue].enumerated() {
        copy.samples[place + channel] = UInt8(max(0, min(255, value.rounded())))
      }
    }
    return copy
  }

  /// With every level about as common as every other one.
  var equalised: DrawnPixels {
    var counts = [Int](repeating: 0, count: 256)
    for sample in samples { counts[Int(sample)] += 1 }
    var sum = 0
    let below = counts.map { count in
      sum += count
      return Double(sum - count / 2)
    }
    return toned { 255 * below[Int($0)] / Double(samples.count) }
  }

  /// The mean of the square of `2 * reach + 1` pixels around each.
  func blurred(_ reach: Int) -> DrawnPixels {
    blurredAcross(reach).turnedLeft.blurredAcross(reach).turnedRight
  }

  private func blurredAcross(_ reach: Int) -> DrawnPixels {
    var copy = self
    for y in 0..<height {
      for channel in 0..<3 {
        func sample(_ x: Int) -> Int { Int(samples[3 * (y * width + max(0, min(width - 1, x))) + channel]) }
        var sum = (-reach...reach).reduce(0) { $0 + sample($1) }
        for x in 0..<width {
          copy.samples[3 * (y * width + x) + channel] = UInt8((sum + reach) / (2 * reach + 1))
          sum += sample(x + reach + 1) - sample(x - reach)
        }
      }
    }
    return copy
  }

  /// Away from its blurred copy.
  var sharpened: DrawnPixels {
    let soft = blurred(1)
    var copy = self
    for place in samples.indices {
      copy.samples[place] = UInt8(max(0, min(255, 2 * Int(samples[place]) - Int(soft.samples[place]))))
    }
    return copy
  }

  /// Mixed with another picture of its size, that one having so much of a part.
  func mixed(with other: DrawnPixels, _ part: Double) -> DrawnPixels {
    precondition(other.samples.count == samples.count, "the pictures are of one size")
    var copy = self
    for place in samples.indices {
      let value = (1 - part) * Double(samples[place]) + part * Double(other.samples[place])
      copy.samples[place] = UInt8(max(0, min(255, value.rounded())))
    }
    return copy
  }
}
