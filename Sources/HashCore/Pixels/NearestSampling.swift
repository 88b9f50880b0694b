/// Nearest-neighbour reduction to 512 x 512, as CImg's `resize` does it: sample i of n comes from place i * n
/// / 512, rounded down.
struct NearestSampling {
  static let side = 512

  private let source: RowShape
  /// Rows of the target that are filled.
  private var filledRowCount = 0

  /// `nil` for pictures that the recipe leaves as they are.
  init?(_ source: RowShape) {
    guard max(source.width, source.height) > Self.side else { return nil }
    self.source = source
  }

  var shape: RowShape { RowShape(width: Self.side, height: Self.side, channelCount: source.channelCount) }

  /// Copies the samples it needs from the next rows of the source, of which `firstRow` is the first.
  ///
  /// - Precondition: rows come in order; `target` holds `shape`.
  mutating func sample(_ rows: Span<UInt8>, firstRow: Int, rowCount: Int, into target: inout [UInt8]) {
    while filledRowCount < Self.side {
      let row = filledRowCount * source.height / Self.side - firstRow
      if row >= rowCount { return }
      copyRow(rows.extracting(row * source.rowByteCount..<(row + 1) * source.rowByteCount), into: &target)
      filledRowCount += 1
    }
  }

  private func copyRow(_ row: Span<UInt8>, into target: inout [UInt8]) {
    var to = filledRowCount * shape.rowByteCount
    for x in 0..<Self.side {
      let from = x * source.width / Self.side * source.channelCount
      for channel in 0..<source.channelCount {
        target[to] = row[from + channel]
        to += 1
      }
    }
  }
}
