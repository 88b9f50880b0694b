/// Brings decoded rows to the form that hashing takes: gray or RGB, alpha dropped or laid over a background.
struct ColourRows {
  /// Gray or RGB, tightly packed.
  private var converted: [UInt8] = []

  /// Calls `body` with the rows as gray (from 1 or 2 channels) or RGB (from 3 or 4).
  ///
  /// - Precondition: `rows` are whole pixels of 1...4 channels.
  mutating func withColours<R>(
    _ rows: Span<UInt8>, channelCount: Int, over background: Background, _ body: (Span<UInt8>) -> R
  ) -> R {
    if channelCount == 1 || channelCount == 3 { return body(rows) }
    let count = rows.count / channelCount * (channelCount - 1)
    if converted.count < count { converted = [UInt8](repeating: 0, count: count) }
    var target = converted.mutableSpan
    dropAlpha(rows, channelCount: channelCount, over: background, to: &target)
    return body(converted.span.extracting(0..<count))
  }
}

/// Writes the colour samples of each pixel, as they stand or laid over a background.
private func dropAlpha(
  _ rows: Span<UInt8>, channelCount: Int, over background: Background, to target: inout MutableSpan<UInt8>
) {
  var to = 0
  for from in stride(from: 0, to: rows.count, by: channelCount) {
    let alpha = background == .ignored ? 255 : rows[from + channelCount - 1]
    for channel in 0..<channelCount - 1 {
      target[to] = composited(rows[from + channel], alpha: alpha, over: background)
      to += 1
    }
  }
}

/// A sample laid over white or black, rounded to nearest; itself where alpha is 255.
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
