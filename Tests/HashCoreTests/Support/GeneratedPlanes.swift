import CTestSupport
import HashCore
import TestSupport

/// What a generated plane shows.
enum Pattern: UInt32, CaseIterable {
  case noise, flat, gradient, checkerboard
}

extension Plane {
  /// A plane of a pattern, the same for the same seed.
  static func generated(_ pattern: Pattern, seed: Int, width: Int, height: Int, channelCount: Int) -> Plane {
    let count = width * height * channelCount
    let samples = [UInt8](unsafeUninitializedCapacity: count) { buffer, initializedCount in
      matchd_fill_pattern(
        matchd_pattern(pattern.rawValue), UInt64(seed), Int32(width), Int32(height), Int32(channelCount),
        buffer.baseAddress)
      initializedCount = count
    }
    return Plane(width: width, height: height, channelCount: channelCount, samples: samples)
  }

  /// A gray plane of what `sample`, 0...255, gives for each column and row.
  static func made(width: Int, height: Int, _ sample: (_ x: Int, _ y: Int) -> Int) -> Plane {
    let samples = (0..<width * height).map { UInt8(sample($0 % width, $0 / width)) }
    return Plane(width: width, height: height, channelCount: 1, samples: samples)
  }

  /// Soft spots of light, as alive as a photograph to PDQ and free of noise.
  static func blobs(seed: Int, width: Int, height: Int) -> Plane {
    var random = SeededGenerator(seed: UInt64(seed))
    let spots = (0..<12).map { _ in
      (x: random.below(width), y: random.below(height), light: random.below(200))
    }
    let samples = (0..<width * height).map { pixel in
      let light = spots.reduce(0) { sum, spot in
        let dx = (pixel % width - spot.x) * 64 / width
        let dy = (pixel / width - spot.y) * 64 / height
        return sum + spot.light * 60 / (60 + dx * dx + dy * dy)
      }
      return UInt8(min(255, light / 2))
    }
    return Plane(width: width, height: height, channelCount: 1, samples: samples)
  }
}
