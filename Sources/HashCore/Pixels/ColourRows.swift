/// Brings decoded rows to the form that hashing takes: RGB, alpha dropped or laid over a background.
///
/// Gray becomes three equal channels, because that is what the reference is given: its luma of equal channels is a
/// sum of three rounded products, which is not always the gray value itself.
struct ColourRows {
  /// RGB, tightly packed.
  private var converted: [UInt8] = []

  /// Calls `body` with the rows as RGB.
  ///
  /// - Precondition: `rows` are whole pixels of 1...4 channels.
  mutating func withRGB<R>(
    _ rows: Span<UInt8>, channelCount: Int, over background: Background, _ body: (Span<UInt8>) -> R
  ) -> R {
    if channelCount == 3 { return body(rows) }
    let pixelCount = rows.count / channelCount
    if converted.count < 3 * pixelCount { converted = [UInt8](repeating: 0, count: 3 * pixelCount) }
    var target = converted.mutableSpan
    convert(rows, pixelCount: pixelCount, channelCount: channelCount, over: background, to: &target)
    return body(converted.span.extracting(0..<3 * pixelCount))
  }

  private func convert(
    _ rows: Span<UInt8>, pixelCount: Int, channelCount: Int, over background: Background,
    to target: inout MutableSpan<UInt8>
  ) {
    let isGray = channelCount <= 2
    let keepsSamples = background == .ignored || channelCount == 1
    for pixel in 0..<pixelCount {
      let from = pixel * channelCount
      for channel in 0..<3 {
        let sample = rows[from + (isGray ? 0 : channel)]
        target[3 * pixel + channel] =
          keepsSamples ? sample : composited(sample, alpha: rows[from + channelCount - 1], over: background)
      }
    }
  }
}

/// A sample laid over white or black, rounded to nearest.
private func composited(_ sample: UInt8, alpha: UInt8, over background: Background) -> UInt8 {
  let behind = background == .white ? 255 : 0
  let sum = Int(sample) * Int(alpha) + behind * (255 - Int(alpha))
  return UInt8((sum + 127) / 255)
}

/// Whether a pixel of the rows is not fully opaque.
///
/// - Precondition: `rows` are whole pixels of 2 or 4 channels, alpha last.
func hasTransparentPixel(_ rows: Span<UInt8>, channelCount: Int) -> Bool {
  stride(from: channelCount - 1, to: rows.count, by: channelCount).contains { rows[$0] != 255 }
}
