/// A photo-like harmless picture of any size, made from a seed: soft light, hills, a few discs, fine grain.
///
/// RGB, row-major, 3 bytes a pixel. The grain is set so that a JPEG at quality 85 takes 1-2 bits a pixel, as
/// camera pictures do: a decoder's time hangs on the bits.
struct Scene {
  let width: Int
  let height: Int
  let seed: UInt64

  func render() -> [UInt8] {
    var samples = [UInt8](repeating: 0, count: width * height * 3)
    let discs = (0..<12).map { disc(UInt64($0)) }
    for y in 0..<height { renderRow(y, discs: discs, into: &samples) }
    return samples
  }

  private struct Disc {
    let x, y, radius: Float
    let color: SIMD3<Float>
  }

  private func disc(_ index: UInt64) -> Disc {
    func value(_ salt: UInt64) -> Float { Float(mix(seed &+ index &* 97 &+ salt) >> 40) / Float(1 << 24) }
    return Disc(
      x: value(1), y: value(2), radius: 0.03 + 0.12 * value(3),
      color: SIMD3(value(4) * 120 - 60, value(5) * 120 - 60, value(6) * 120 - 60))
  }

  private func renderRow(_ y: Int, discs: [Disc], into samples: inout [UInt8]) {
    let v = Float(y) / Float(height)
    for x in 0..<width {
      let u = Float(x) / Float(width)
      let relief =
        0.5 * noise(u * 5, v * 5, 11) + 0.25 * noise(u * 17, v * 17, 12) + 0.15 * noise(u * 61, v * 61, 13)
      var color = SIMD3<Float>(60 + 120 * (1 - v), 80 + 90 * (1 - v), 120 + 60 * (1 - v)) + 110 * relief
      for disc in discs {
        let dx = u - disc.x
        let dy = v - disc.y
        if dx * dx + dy * dy < disc.radius * disc.radius { color += disc.color }
      }
      let grain = Float(Int32(truncatingIfNeeded: mix(UInt64(y) &<< 32 | UInt64(x) &+ seed) & 31) - 16) * 0.55
      color += grain
      for channel in 0..<3 {
        samples[(y * width + x) * 3 + channel] = UInt8(max(0, min(255, color[channel])))
      }
    }
  }

  /// Smooth value noise in -0.5...0.5 on a unit lattice.
  private func noise(_ x: Float, _ y: Float, _ salt: UInt64) -> Float {
    let cellX = x.rounded(.down)
    let cellY = y.rounded(.down)
    let fx = smooth(x - cellX)
    let fy = smooth(y - cellY)
    func corner(_ dx: Int, _ dy: Int) -> Float {
      let key =
        UInt64(Int(cellX) + dx) &* 0x9E37 ^ UInt64(Int(cellY) + dy) &* 0x85EB_CA6B ^ salt &<< 48 ^ seed
      return Float(mix(key) >> 40) / Float(1 << 24) - 0.5
    }
    let top = corner(0, 0) + (corner(1, 0) - corner(0, 0)) * fx
    let bottom = corner(0, 1) + (corner(1, 1) - corner(0, 1)) * fx
    return top + (bottom - top) * fy
  }

  private func smooth(_ t: Float) -> Float { t * t * (3 - 2 * t) }
}

/// SplitMix64's finaliser (Steele, Lea, Flood, OOPSLA 2014): a seeded, portable source of noise.
func mix(_ value: UInt64) -> UInt64 {
  var z = value &+ 0x9E37_79B9_7F4A_7C15
  z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
  z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
  return z ^ (z >> 31)
}
