import HashCore

/// A small, seeded generator (SplitMix64): the same numbers in every run.
struct Seeded: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}

/// What a generated plane shows.
enum Pattern: CaseIterable {
  case noise, flat, gradient, checkerboard, blobs
}

extension Plane {
  /// A plane of a pattern.
  static func generated(
    _ pattern: Pattern, width: Int, height: Int, channelCount: Int, using random: inout Seeded
  ) -> Plane {
    let sample = sampler(pattern, width: width, height: height, using: &random)
    var samples: [UInt8] = []
    samples.reserveCapacity(width * height * channelCount)
    for y in 0..<height {
      for x in 0..<width {
        for channel in 0..<channelCount { samples.append(sample(x, y, channel)) }
      }
    }
    return Plane(width: width, height: height, channelCount: channelCount, samples: samples)
  }

  private static func sampler(
    _ pattern: Pattern, width: Int, height: Int, using random: inout Seeded
  ) -> (Int, Int, Int) -> UInt8 {
    let a = Int(random.next() % 256)
    let b = Int(random.next() % 256)
    let cell = 1 + Int(random.next() % 9)
    switch pattern {
    case .flat: return { _, _, _ in UInt8(a) }
    case .gradient: return { x, y, c in UInt8((a + x * 255 / width + y * (b + c) / height) & 255) }
    case .checkerboard: return { x, y, c in UInt8((x / cell + y / cell + c) % 2 == 0 ? a : b) }
    case .noise:
      let seed = random.next()
      return { x, y, c in
        var pixel = Seeded(seed ^ UInt64(x &* 1_000_003 &+ y &* 16_777_619 &+ c))
        return UInt8(truncatingIfNeeded: pixel.next())
      }
    case .blobs:
      let spots = (0..<12).map { _ in
        (Int(random.next() % UInt64(width)), Int(random.next() % UInt64(height)), Int(random.next() % 200))
      }
      return { x, y, c in
        let light = spots.reduce(0) { sum, spot in
          let dx = (x - spot.0) * 64 / width
          let dy = (y - spot.1) * 64 / height
          return sum + spot.2 * 60 / (60 + dx * dx + dy * dy)
        }
        return UInt8(min(255, light / 2 + c * 9))
      }
    }
  }
}
