import CTestPictures
import HashCore

/// RGB pixels of a made picture, the same for the same seed.
struct DrawnPixels {
  let width: Int
  let height: Int
  /// `height * width * 3`, row-major.
  var samples: [UInt8]

  init(_ scene: matchd_scene, seed: Int, width: Int, height: Int) {
    self.init(width, height)
    // SAFETY: the samples hold height rows of width RGB pixels.
    unsafe matchd_draw_scene(scene, UInt64(seed), Int32(width), Int32(height), &samples)
  }

  init(_ texture: matchd_texture, seed: Int, width: Int, height: Int) {
    self.init(width, height)
    // SAFETY: the samples hold height rows of width RGB pixels.
    unsafe matchd_draw_texture(texture, UInt64(seed), Int32(width), Int32(height), &samples)
  }

  /// Of one gray level.
  init(_ width: Int, _ height: Int, level: UInt8 = 0) {
    self.init(width: width, height: height, samples: [UInt8](repeating: level, count: 3 * width * height))
  }

  /// - Precondition: `samples` holds height rows of width RGB pixels.
  init(width: Int, height: Int, samples: [UInt8]) {
    precondition(samples.count == 3 * width * height, "the samples do not fill the picture")
    self.width = width
    self.height = height
    self.samples = samples
  }

  /// Every sample replaced by what the curve gives for it.
  func toned(_ curve: (Double) -> Double) -> DrawnPixels {
    let table = (0..<256).map { UInt8(max(0, min(255, curve(Double($0)).rounded()))) }
    var copy = self
    for place in samples.indices { copy.samples[place] = table[Int(samples[place])] }
    return copy
  }

  /// Every pixel moved by noise of up to +-amplitude.
  func noisy(_ amplitude: Int, seed: Int) -> DrawnPixels {
    var copy = self
    for pixel in 0..<width * height {
      let drawn = mix(UInt64(seed) &<< 32 | UInt64(pixel)) % UInt64(2 * amplitude + 1)
      let noise = Int(drawn) - amplitude
      for place in 3 * pixel..<3 * pixel + 3 {
        copy.samples[place] = UInt8(max(0, min(255, Int(samples[place]) + noise)))
      }
    }
    return copy
  }

  /// The exact hash of the pixels.
  func hash(_ reducer: inout PDQReducer, _ transform: PDQTransform) throws -> QualifiedHash {
    try reducer.begin(width: width, height: height, channelCount: 3)
    reducer.append(rows: samples.span, rowCount: height)
    return transform.hash(of: reducer.finish())
  }

  /// As a JPEG file.
  func jpeg(_ options: matchd_test_jpeg) -> [UInt8] {
    Codec.jpeg(samples, width: width, height: height, options)
  }
}
