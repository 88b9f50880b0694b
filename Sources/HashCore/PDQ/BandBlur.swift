import Kernels

/// Both blurs of PDQ and the sampling after them, streamed over bands of 16 rows.
///
/// ```
///   16 rows of bytes ─luma─▶ strip 16 x 128, worked on in place: it stays in the first-level cache
///                              │ along the rows      ring: w x 16 floats
///                              │ down the columns    ring: w rows of floats
///                              ▼ along the rows, of which 64 columns are sampled
///                            64 x 16 ─down the columns─▶ 16 rows of 64; the sampled ones are the matrix
/// ```
///
/// Each pass runs `lag` values behind its input, so that along a row the strips of *outputs* start at column
/// 0 and their inputs `lag` columns further right; what lies before is fed first, its outputs dropped:
///
/// ```
///   inputs    -pad ........ 0 ........ lag ................. width .... zeros
///   strips    |   leading (dropped)    | 128 columns | 128 columns | ... |
///   outputs                            0                         width
/// ```
///
/// Down the columns, the rows of a band come out `lag` rows late and, after the second pass, twice that.
/// Zeros stand for whatever lies outside the picture; they change no sum.
struct BandBlur: ~Copyable {
  private static let stripWidth = 128
  private static let side = 64

  private let luma: LumaKernels
  private let box: BoxKernels

  private var across = BoxAxis(length: 0)
  private var down = BoxAxis(length: 0)
  /// Rows that have come in, whole bands.
  private var step = 0

  private var strip = FloatBuffer(zeros: BoxKernels.bandRowCount * stripWidth)
  private var firstRows = BoxRows()
  private var firstColumns = BoxColumns()
  private var secondRows = BoxRows()
  private var secondColumns = BoxColumns()

  /// Divisor of column x at `leadWidth + x`, of row y at `2 * down.lag + y`.
  private var columnCounts = FloatBuffer()
  private var rowCounts = FloatBuffer()

  private var samples = BoxSamples(count: side)
  /// The sampled columns of a band: 64 x 16, then 16 x 64.
  private var sampled = FloatBuffer(zeros: side * BoxKernels.bandRowCount)
  private var sampledRows = FloatBuffer(zeros: BoxKernels.bandRowCount * side)

  private(set) var matrix = FloatBuffer(zeros: side * side)
  /// Rows of `matrix` that are done.
  private(set) var matrixRowCount = 0

  init(kernels: KernelTable) {
    luma = kernels.luma
    box = kernels.box
  }

  /// Columns fed before the first output, whole vectors.
  private var leadWidth: Int { roundedUpTo16(across.lag) }

  /// Columns of output, and as many of input after the leading ones, whole vectors.
  private var paddedWidth: Int { roundedUpTo16(across.length + across.lag) }

  mutating func begin(width: Int, height: Int) {
    if across.length != width { prepareColumns(BoxAxis(length: width)) }
    if down.length != height { prepareRows(BoxAxis(length: height)) }
    firstColumns.reset(window: down.window, columnCount: paddedWidth)
    secondColumns.reset(window: down.window, columnCount: Self.side)
    step = 0
    matrixRowCount = 0
  }

  private mutating func prepareColumns(_ axis: BoxAxis) {
    across = axis
    columnCounts.reset(count: leadWidth + paddedWidth)
    for x in -leadWidth..<paddedWidth { columnCounts[leadWidth + x] = Float(axis.count(at: x)) }
    for i in 0..<Self.side {
      samples.steps[i] = UInt32(axis.sample(i) + axis.lag)
      samples.divisors[i] = Float(axis.count(at: axis.sample(i)))
    }
  }

  private mutating func prepareRows(_ axis: BoxAxis) {
    down = axis
    let stepCount = roundedUpTo16(axis.length + 2 * axis.lag)
    rowCounts.reset(count: stepCount + axis.lag)
    for i in 0..<stepCount + axis.lag { rowCounts[i] = Float(axis.count(at: i - 2 * axis.lag)) }
  }

  /// The next 16 rows: `rowCount` of them from `start` in `rows`, tightly packed, then blank ones.
  ///
  /// - Precondition: the matrix is not done yet.
  mutating func appendBand(_ rows: Span<UInt8>, from start: Int, rowCount: Int, channelCount: Int) {
    firstRows.reset(window: across.window)
    secondRows.reset(window: across.window)
    let band = LumaKernels.Rectangle(
      start: start, rowStride: across.length * channelCount, channelCount: channelCount, rowCount: rowCount,
      pixelCount: across.length)
    for x in stride(from: -leadWidth, to: 0, by: Self.stripWidth) {
      blurAlong(rows, band, x, StripShape(stride: Self.stripWidth, columnCount: min(Self.stripWidth, -x)))
    }
    var done = 0
    for x in stride(from: 0, to: paddedWidth, by: Self.stripWidth) {
      let width = min(Self.stripWidth, paddedWidth - x)
      blurStrip(rows, band, x, StripShape(stride: Self.stripWidth, columnCount: width), &done)
    }
    firstColumns.finishBand()
    finishBand()
  }

  /// All passes up to the sampled columns, for the outputs from column `x` on.
  private mutating func blurStrip(
    _ rows: Span<UInt8>, _ band: LumaKernels.Rectangle, _ x: Int, _ shape: StripShape, _ done: inout Int
  ) {
    blurAlong(rows, band, x, shape)
    if x + shape.columnCount > across.length { blankColumns(from: max(0, across.length - x), shape) }
    box.down(&firstColumns, from: x, &strip, shape, counts: rowCounts, from: step + down.lag)
    done = box.along(
      &secondRows, strip, shape, firstStep: x, samples: samples, done: done, to: &sampled)
  }

  /// Luma and the first pass along the rows, for the outputs from column `x` on.
  private mutating func blurAlong(
    _ rows: Span<UInt8>, _ band: LumaKernels.Rectangle, _ x: Int, _ shape: StripShape
  ) {
    let input = x + across.lag
    let inside = (input..<input + shape.columnCount).clamped(to: 0..<across.length)
    if inside.count < shape.columnCount || band.rowCount < BoxKernels.bandRowCount {
      strip.zero(0..<strip.count)
    }
    if !inside.isEmpty {
      var part = band
      part.start += inside.lowerBound * band.channelCount
      part.pixelCount = inside.count
      luma.fill(from: rows, part, to: &strip, at: inside.lowerBound - input, stride: shape.stride)
    }
    box.along(&firstRows, &strip, shape, counts: columnCounts, from: leadWidth + x)
  }

  private mutating func blankColumns(from first: Int, _ shape: StripShape) {
    for row in 0..<BoxKernels.bandRowCount {
      strip.zero(row * shape.stride + first..<row * shape.stride + shape.columnCount)
    }
  }

  /// The second pass down the 64 sampled columns; its sampled rows are rows of the matrix.
  private mutating func finishBand() {
    let shape = StripShape(stride: Self.side, columnCount: Self.side)
    box.transpose(sampled, rowCount: Self.side, columnCount: BoxKernels.bandRowCount, to: &sampledRows)
    for row in 0..<BoxKernels.bandRowCount where !(0..<down.length).contains(step + row - down.lag) {
      sampledRows.zero(row * Self.side..<(row + 1) * Self.side)
    }
    box.down(&secondColumns, from: 0, &sampledRows, shape, counts: rowCounts, from: step)
    secondColumns.finishBand()
    for row in 0..<BoxKernels.bandRowCount { keepSamples(ofRow: row) }
    step += BoxKernels.bandRowCount
  }

  private mutating func keepSamples(ofRow row: Int) {
    let y = step + row - 2 * down.lag
    while matrixRowCount < Self.side && down.sample(matrixRowCount) == y {
      matrix.copy(Self.side, from: sampledRows, at: row * Self.side, to: matrixRowCount * Self.side)
      matrixRowCount += 1
    }
  }
}
