import Kernels

/// Rows of a picture laid down in another orientation, gathered from its samples as they are asked for.
///
/// So a turned picture needs its samples once, and a few rows.
struct TurnedRows {
  /// The shape after turning.
  let shape: RowShape
  /// The pixel of the source that becomes pixel (0, 0), and the steps from it to the right and down.
  private let start: Int
  private let columnStep: Int
  private let rowStep: Int

  /// - Parameter source: the shape before turning.
  init(_ orientation: Orientation, of source: RowShape) {
    let (w, h) = (source.width, source.height)
    var turned = source
    if orientation.exchangesAxes { swap(&turned.width, &turned.height) }
    shape = turned
    switch orientation {
    case .original: (start, columnStep, rowStep) = (0, 1, w)
    case .flipy: (start, columnStep, rowStep) = (w - 1, -1, w)
    case .flipx: (start, columnStep, rowStep) = ((h - 1) * w, 1, -w)
    case .rot180: (start, columnStep, rowStep) = (h * w - 1, -1, -w)
    case .flipplus1: (start, columnStep, rowStep) = (0, w, 1)
    case .rot90: (start, columnStep, rowStep) = (w - 1, w, -1)
    case .rot270: (start, columnStep, rowStep) = ((h - 1) * w, -w, 1)
    case .flipminus1: (start, columnStep, rowStep) = (w * h - 1, -w, -1)
    }
  }

  /// Copies the rows `range` of the turned picture to the start of `rows`.
  ///
  /// - Precondition: `samples` holds the whole source, `rows` has room for the range.
  func copy(_ range: Range<Int>, from samples: Span<UInt8>, to rows: inout MutableSpan<UInt8>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= shape.height, "no such rows")
    let walk = Samples.Walk(
      start: start + range.lowerBound * rowStep, columnStep: columnStep, rowStep: rowStep,
      columnCount: shape.width, rowCount: range.count)
    Samples.gather(samples, walk, channelCount: shape.channelCount, to: &rows)
  }
}
