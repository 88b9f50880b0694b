import Kernels

/// Averages a picture into its working plane while its rows stream by.
///
/// Each level is the mean of an equal part of the picture, so that the grid has no shift, whatever the size.
/// Down first, 64 rows of the plane at a time, then along them:
///
/// ```
///   rows ─luma─▶ 16 x w ─down─▶ 64 x w, the rows of the plane that are being filled
///                                    │ along, 64 columns of the plane at a time
///                                    ▼
///                               64 x 64 ─rounded─▶ plane
/// ```
///
/// Keeps its memory from picture to picture: 96 rows of floats.
struct WorkingPlaneReducer: ~Copyable {
  private static let batchRowCount = 16

  private let luma: LumaKernels
  private let taps: TapKernels
  private var tables = MeanTables()
  private var across: AxisMeans
  private var down: AxisMeans
  private var channelCount = 1
  private var colours = ColourRows()
  private var lumaRows = FloatBuffer()
  private var sums = FloatBuffer()
  private var lanes = FloatBuffer()
  private var tile = FloatBuffer(zeros: TapRows.count * TapRows.count)
  private var levels: [UInt8] = []
  /// Rows that have come in, and groups of rows of the plane that are done.
  private var row = 0
  private var group = 0

  init(kernels: KernelTable) {
    luma = kernels.luma
    taps = kernels.taps
    across = AxisMeans(length: 1, count: 1, isAcross: true)
    down = AxisMeans(length: 1, count: 1, isAcross: false)
  }

  private var stride: Int { roundedUpTo16(across.length) }

  /// What the rows of a picture of this width take.
  static func byteCount(ofWidth width: Int) -> Int {
    (batchRowCount + TapRows.count + 16) * roundedUpTo16(width) * MemoryLayout<Float>.stride
  }

  /// Starts a picture.
  mutating func begin(_ shape: RowShape) {
    let size = WorkingPlane.size(ofWidth: shape.width, height: shape.height)
    across = tables.means(length: shape.width, count: size.width, isAcross: true)
    down = tables.means(length: shape.height, count: size.height, isAcross: false)
    channelCount = shape.channelCount
    lumaRows.reset(count: Self.batchRowCount * stride)
    sums.reset(count: TapRows.count * stride)
    lanes.reset(count: 16 * stride)
    levels = [UInt8](repeating: 0, count: size.width * size.height)
    (row, group) = (0, 0)
  }

  /// The next `rowCount` rows, tightly packed; alpha is dropped.
  ///
  /// - Precondition: no more rows than the picture has.
  mutating func append(_ rows: Span<UInt8>, rowCount: Int) {
    precondition(row + rowCount <= down.length, "more rows than the picture has")
    let colourCount = channelCount <= 2 ? 1 : 3
    var colours = ColourRows()
    swap(&colours, &self.colours)
    colours.withColours(rows, channelCount: channelCount, over: .ignored) { rows in
      for first in Swift.stride(from: 0, to: rowCount, by: Self.batchRowCount) {
        fold(rows, from: first, rowCount: min(Self.batchRowCount, rowCount - first), colourCount)
      }
    }
    self.colours = colours
  }

  /// - Precondition: every row has been appended.
  mutating func finish() -> WorkingPlane {
    precondition(row == down.length && group == down.groups.count, "rows are missing")
    defer { levels = [] }
    return WorkingPlane(width: across.count, height: down.count, rows: levels)
  }

  private mutating func fold(_ rows: Span<UInt8>, from first: Int, rowCount: Int, _ colourCount: Int) {
    let rowSize = across.length * colourCount
    let batch = LumaKernels.Rectangle(
      start: first * rowSize, rowStride: rowSize, channelCount: colourCount, rowCount: rowCount,
      pixelCount: across.length)
    luma.fill(from: rows, batch, to: &lumaRows, at: 0, stride: stride)
    while group < down.groups.count, down.groups[group].values.lowerBound < row + rowCount {
      taps.accumulate(
        lumaRows, firstRow: row, rowCount: rowCount, down.groups[group].taps, into: &sums, stride: stride)
      guard down.groups[group].values.upperBound <= row + rowCount else { break }
      finishGroup()
    }
    row += rowCount
  }

  /// Means along the rows of the group that is full; the next one then takes its place.
  private mutating func finishGroup() {
    for (place, columns) in across.groups.enumerated() {
      for first in Swift.stride(from: 0, to: TapRows.count, by: 16) {
        taps.gather(
          sums, first: first, stride: stride, columns: columns.values, columns.taps, scratch: &lanes,
          into: &tile, at: first * TapRows.count)
      }
      Self.keep(
        tile, in: &levels, row: group * TapRows.count, column: place * TapRows.count, width: across.count,
        height: down.count)
    }
    group += 1
    sums.zero(0..<TapRows.count * stride)
  }

  /// Rounds what a tile has of the plane.
  private static func keep(
    _ tile: borrowing FloatBuffer, in levels: inout [UInt8], row: Int, column: Int, width: Int, height: Int
  ) {
    let values = tile.span(from: 0, count: TapRows.count * TapRows.count)
    for y in 0..<min(TapRows.count, height - row) {
      let start = (row + y) * width + column
      for x in 0..<min(TapRows.count, width - column) {
        levels[start + x] = UInt8(min(255, values[y * TapRows.count + x] + 0.5))
      }
    }
  }
}

/// The means of the sizes seen last: most pictures of a batch come in a few sizes.
private struct MeanTables {
  private static let capacity = 16
  /// Oldest first.
  private var tables: [(means: AxisMeans, isAcross: Bool)] = []

  mutating func means(length: Int, count: Int, isAcross: Bool) -> AxisMeans {
    for table in tables
    where table.isAcross == isAcross && table.means.length == length && table.means.count == count {
      return table.means
    }
    if tables.count == Self.capacity { tables.removeFirst() }
    let means = AxisMeans(length: length, count: count, isAcross: isAcross)
    tables.append((means, isAcross))
    return means
  }
}
