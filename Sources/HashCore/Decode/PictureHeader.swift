import CImageCodecs

/// What a decoder knows once it has read up to the first row.
struct PictureHeader {
  var width: Int
  var height: Int
  /// Whether luma can be decoded without colour, and scaled: JPEG, gray or YCbCr.
  var hasLuma = false
  var isProgressive = false
  /// Whether rows come only all at once: an interlaced PNG.
  var needsWholePlane = false

  /// `nil` where the input ended before its size was known.
  func info(_ format: PictureFormat) -> PictureInfo? {
    width > 0 && height > 0 ? PictureInfo(format: format, width: width, height: height) : nil
  }
}

/// What to decode a picture into.
enum DecodePlan: Equatable {
  /// Full size, every channel.
  case full
  /// JPEG luma alone, each side divided by 1, 2, 4 or 8 and rounded up.
  case luma(scaleDenominator: Int)
}

/// The form in which rows come: tightly packed, 8 bits a sample.
struct RowShape: Equatable {
  var width: Int
  var height: Int
  /// 1 gray, 2 gray and alpha, 3 RGB, 4 RGB and alpha.
  var channelCount: Int

  var rowByteCount: Int { width * channelCount }
  var hasAlpha: Bool { channelCount == 2 || channelCount == 4 }
}

/// What a decoder knows after the last row.
struct DecodeFindings: Equatable {
  var warningCount = 0
  var trailingByteCount = 0
  var isTruncated = false

  init(_ found: matchd_codec_findings) {
    warningCount = Int(found.warning_count)
    trailingByteCount = Int(clamping: found.trailing_byte_count)
    isTruncated = found.is_truncated != 0
  }
}
