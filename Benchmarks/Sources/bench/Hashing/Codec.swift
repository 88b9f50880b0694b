import CBenchCodecs
import CTestPictures
import Glibc

/// The libraries of the formats themselves: test pictures, and the floor that hashing is compared with.
enum Codec {
  /// The file of a picture of RGB samples (3 bytes a pixel, row-major), with a quarter of the colour.
  static func jpeg(
    _ samples: [UInt8], width: Int, height: Int, quality: Int, isProgressive: Bool = false
  ) -> [UInt8] {
    let options = matchd_test_jpeg(
      quality: Int32(quality), columns_per_chroma: 2, rows_per_chroma: 2, is_gray: 0,
      coding: isProgressive ? MATCHD_TEST_PROGRESSIVE : MATCHD_TEST_BASELINE, ac_gain: 1, is_arithmetic: 0,
      has_restarts: 0)
    return jpeg(samples, width: width, height: height, options)
  }

  static func jpeg(_ samples: [UInt8], width: Int, height: Int, _ options: matchd_test_jpeg) -> [UInt8] {
    var options = options
    // SAFETY: `samples` hold height rows of width pixels, of which nothing is kept.
    return unsafe encoded {
      unsafe matchd_encode_test_jpeg(samples, Int32(width), Int32(height), &options, $0, $1)
    }
  }

  static func png(_ samples: [UInt8], width: Int, height: Int) -> [UInt8] {
    // SAFETY: `samples` hold height rows of width pixels, of which nothing is kept.
    unsafe encoded { unsafe bench_encode_png(samples, Int32(width), Int32(height), $0, $1) }
  }

  /// The first samples of all rows, added up, so that the work of decoding cannot be left out.
  static func decodedJPEG(_ bytes: [UInt8], scale: Int) -> UInt64 {
    // SAFETY: the bytes are read within the call.
    unsafe bench_decode_jpeg(bytes, bytes.count, Int32(scale))
  }

  static func decodedPNG(_ bytes: [UInt8]) -> UInt64 {
    // SAFETY: the bytes are read within the call.
    unsafe bench_decode_png(bytes, bytes.count)
  }

  /// The pixels of a JPEG or PNG file; `nil` for any other file.
  ///
  /// SAFETY: each reader keeps to the file that it is told the length of, and gives rows that belong to the
  /// caller.
  static func pixels(of file: [UInt8]) -> DrawnPixels? {
    if file.starts(with: [0xff, 0xd8]) { return unsafe pixels(of: file, by: bench_read_jpeg) }
    if file.starts(with: [0x89, 0x50, 0x4e, 0x47]) { return unsafe pixels(of: file, by: bench_read_png) }
    return nil
  }

  private static func pixels(
    of file: [UInt8],
    by read: (
      UnsafePointer<UInt8>?, Int, UnsafeMutablePointer<Int32>?, UnsafeMutablePointer<Int32>?
    ) -> UnsafeMutablePointer<UInt8>?
  ) -> DrawnPixels? {
    var (width, height): (Int32, Int32) = (0, 0)
    // SAFETY: the file is read within the call; what comes back are height rows of width RGB pixels, copied
    // and freed here.
    guard let rows = unsafe read(file, file.count, &width, &height) else { return nil }
    defer { unsafe free(rows) }
    let samples = unsafe Array(UnsafeBufferPointer(start: rows, count: 3 * Int(width) * Int(height)))
    return DrawnPixels(width: Int(width), height: Int(height), samples: samples)
  }

  static func webp(_ samples: [UInt8], width: Int, height: Int, isLossless: Bool) -> [UInt8] {
    // SAFETY: `samples` hold height rows of width pixels, of which nothing is kept.
    unsafe encoded {
      unsafe bench_encode_webp(samples, Int32(width), Int32(height), isLossless ? 1 : 0, $0, $1)
    }
  }

  static func decodedWebP(_ bytes: [UInt8]) -> UInt64 {
    // SAFETY: the bytes are read within the call.
    unsafe bench_decode_webp(bytes, bytes.count)
  }

  static func gif(_ samples: [UInt8], width: Int, height: Int) -> [UInt8] {
    // SAFETY: `samples` hold height rows of width pixels, of which nothing is kept.
    unsafe encoded { unsafe bench_encode_gif(samples, Int32(width), Int32(height), $0, $1) }
  }

  static func decodedGIF(_ bytes: [UInt8]) -> UInt64 {
    // SAFETY: the bytes are read within the call.
    unsafe bench_decode_gif(bytes, bytes.count)
  }

  /// 24 bits a pixel, the last row first.
  static func bmp(_ samples: [UInt8], width: Int, height: Int) -> [UInt8] {
    let rowByteCount = (width * 3 + 3) / 4 * 4
    var bytes = Array("BM".utf8) + littleEndian(54 + height * rowByteCount) + [0, 0, 0, 0]
    bytes += littleEndian(54) + littleEndian(40) + littleEndian(width) + littleEndian(height)
    bytes += [1, 0, 24, 0] + [UInt8](repeating: 0, count: 24)
    for y in (0..<height).reversed() {
      for x in 0..<width {
        let pixel = samples[(y * width + x) * 3..<(y * width + x) * 3 + 3]
        bytes += pixel.reversed()
      }
      bytes += [UInt8](repeating: 0, count: rowByteCount - width * 3)
    }
    return bytes
  }

  private static func littleEndian(_ number: Int) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }

  /// SAFETY: the encoder leaves a block of `count` bytes that belongs to the caller; it is copied and freed.
  private static func encoded(
    _ encode: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>, UnsafeMutablePointer<Int>) -> Void
  ) -> [UInt8] {
    var start: UnsafeMutablePointer<UInt8>?
    var count = 0
    unsafe encode(&start, &count)
    defer { unsafe free(start) }
    return unsafe Array(UnsafeBufferPointer(start: start, count: count))
  }
}
