import Kernels

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
    let colourCount = channelCount - 1
    let count = rows.count / channelCount * colourCount
    if converted.count < count { converted = [UInt8](repeating: 0, count: count) }
    var target = converted.mutableSpan
    Samples.takeOffAlpha(rows, colourCount: colourCount, over: background.backing, to: &target)
    return body(converted.span.extracting(0..<count))
  }
}

extension Background {
  fileprivate var backing: Samples.Backing {
    switch self {
    case .ignored: .none
    case .white: .value(255)
    case .black: .value(0)
    }
  }
}
