import CTestPictures
import Glibc

/// RGB pixels drawn from a seed: the same seed gives the same picture.
public struct MadePixels: Sendable {
  public let width: Int
  public let height: Int
  /// `height * width * 3`, row-major.
  public private(set) var samples: [UInt8]

  private init(_ width: Int, _ height: Int, draw: (UnsafeMutablePointer<UInt8>) -> Void) {
    self.width = width
    self.height = height
    samples = [UInt8](unsafeUninitializedCapacity: 3 * width * height) { buffer, count in
      draw(buffer.baseAddress!)
      count = 3 * width * height
    }
  }

  public init(_ scene: matchd_scene, seed: Int, width: Int, height: Int) {
    self.init(width, height) { matchd_draw_scene(scene, UInt64(seed), Int32(width), Int32(height), $0) }
  }

  /// As alive as a photograph.
  public static func photograph(seed: Int, width: Int = 480, height: Int = 360) -> MadePixels {
    MadePixels(MATCHD_SCENE_PHOTOGRAPH, seed: seed, width: width, height: height)
  }

  /// A pattern that repeats; kinds in turn.
  public static func texture(seed: Int, width: Int = 320, height: Int = 240) -> MadePixels {
    let kind = matchd_texture(UInt32(seed) % MATCHD_TEXTURE_COUNT.rawValue)
    return MadePixels(width, height) {
      matchd_draw_texture(kind, UInt64(seed), Int32(width), Int32(height), $0)
    }
  }

  /// With the left half's mirror image for its right half.
  public var symmetric: MadePixels {
    var copy = self
    for pixel in 0..<width * height where pixel % width >= width / 2 {
      let source = pixel - pixel % width + width - 1 - pixel % width
      for channel in 0..<3 { copy.samples[3 * pixel + channel] = samples[3 * source + channel] }
    }
    return copy
  }

  /// In the middle of a larger picture of one gray level, or where the margins put it.
  public func framed(left: Int, top: Int, right: Int, bottom: Int, level: UInt8) -> MadePixels {
    MadePixels(left + width + right, top + height + bottom) { target in
      let rowSize = 3 * (left + width + right)
      for place in 0..<rowSize * (top + height + bottom) { target[place] = level }
      for y in 0..<height {
        for x in 0..<3 * width { target[(top + y) * rowSize + 3 * left + x] = samples[3 * y * width + x] }
      }
    }
  }

  /// With short strokes, as of letters, in the rows from `top` on, over `height` rows.
  public func captioned(from top: Int, height strokes: Int, level: UInt8) -> MadePixels {
    var copy = self
    for y in top..<top + strokes {
      for x in width / 10..<width * 9 / 10 where x / 5 % 2 == 0 && (y - top) / 9 % 2 == 0 {
        for channel in 0..<3 { copy.samples[3 * (y * width + x) + channel] = level }
      }
    }
    return copy
  }

  /// Left and right exchanged.
  public var mirrored: MadePixels {
    var copy = self
    for pixel in 0..<width * height {
      let source = pixel - pixel % width + width - 1 - pixel % width
      for channel in 0..<3 { copy.samples[3 * pixel + channel] = samples[3 * source + channel] }
    }
    return copy
  }

  /// With black and white exchanged.
  public var inverted: MadePixels {
    var copy = self
    for place in copy.samples.indices { copy.samples[place] = 255 - copy.samples[place] }
    return copy
  }

  /// Side by side with another one of the same height.
  public func beside(_ other: MadePixels) -> MadePixels {
    precondition(height == other.height, "the pictures are equally high")
    return MadePixels(width + other.width, height) { target in
      for y in 0..<height {
        let row = 3 * y * (width + other.width)
        for x in 0..<3 * width { target[row + x] = samples[3 * y * width + x] }
        for x in 0..<3 * other.width { target[row + 3 * width + x] = other.samples[3 * y * other.width + x] }
      }
    }
  }

  /// As a baseline JPEG file with all its chroma.
  public func jpeg(quality: Int = 95) -> [UInt8] {
    jpeg(
      matchd_test_jpeg(
        quality: Int32(quality), columns_per_chroma: 1, rows_per_chroma: 1, is_gray: 0,
        coding: MATCHD_TEST_BASELINE, ac_gain: 1, is_arithmetic: 0,
        has_restarts: 0))
  }

  func jpeg(_ options: matchd_test_jpeg) -> [UInt8] {
    var start: UnsafeMutablePointer<UInt8>?
    var count = 0
    var options = options
    matchd_encode_test_jpeg(samples, Int32(width), Int32(height), &options, &start, &count)
    defer { free(start) }
    return Array(UnsafeBufferPointer(start: start, count: count))
  }
}
