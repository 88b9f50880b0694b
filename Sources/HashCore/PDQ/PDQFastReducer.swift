public import Kernels

/// Fast reduction of a scaled-down picture to the 64 x 64 floats of any of its eight orientations.
///
/// The blurs and the sampling are one linear map per axis, so they are applied as 64 weighted sums
/// (`TapTable`), down as the rows come in and then along. The result is *near* the exact one: inside a scaled
/// pixel the weights vary and the picture does too, and the reference's running sums round differently. So
/// the picture is folded twice, its scaled pixels taken as flat and as sloping (`ScaledGrid`): the second is
/// the nearer one, and how far the two lie apart says how near (`FastMargin`).
///
/// ```
///   try reducer.begin(width: 4000, height: 3000, channelCount: 3, scale: 8, isTurned: true)  // its own size
///   reducer.append(rows: bytes, rowCount: n)                                 // 500 RGB pixels a row
///   let upright = transform.hash(of: reducer.matrix(.original))
///   let turned = transform.hash(of: reducer.matrix(.flipy)).transposed        // .rot90
/// ```
///
/// Keeps its memory from picture to picture: 176 rows of floats, 304 where `isTurned`.
public struct PDQFastReducer: ~Copyable {
  /// Rows that are converted to luma before they are folded: few, so that they stay in the cache.
  private static let batchRowCount = 16

  private let luma: LumaKernels
  private var tables = TapTables()
  private var across: TapTable
  private var down: TapTable
  private var flat: TapFold
  private var sloping: TapFold
  private var lumaRows = FloatBuffer()
  private var channelCount = 1
  /// Rows that have come in.
  private var row = 0
  private var clippedCount = 0

  public init(kernels: KernelTable = .best) {
    luma = kernels.luma
    across = tables.table(length: 64, scale: 1)
    down = across
    flat = TapFold(kernels: kernels, across: across.flat, down: down.flat)
    sloping = TapFold(kernels: kernels, across: across.sloping, down: down.sloping)
  }

  /// Starts a picture.
  ///
  /// - Parameters:
  ///   - width, height: its own size, in pixels.
  ///   - channelCount: 1 (gray) or 3 (RGB).
  ///   - scale: 1, 2, 4 or 8: how many of its pixels, each way, one sample stands for.
  ///   - isTurned: whether other orientations than `original` and `flipplus1` will be asked for.
  /// - Throws: `PictureTooSmall` if a side is under `PDQReducer.minimumSide`.
  public mutating func begin(
    width: Int, height: Int, channelCount: Int, scale: Int, isTurned: Bool
  ) throws(PictureTooSmall) {
    precondition(channelCount == 1 || channelCount == 3, "a picture is gray or RGB")
    precondition(scale == 1 || scale == 2 || scale == 4 || scale == 8, "pictures are scaled by 1, 2, 4 or 8")
    guard min(width, height) >= PDQReducer.minimumSide else {
      throw PictureTooSmall(width: width, height: height)
    }
    across = tables.table(length: width, scale: scale)
    down = tables.table(length: height, scale: scale)
    self.channelCount = channelCount
    row = 0
    clippedCount = 0
    flat.begin(across: across.flat, down: down.flat, stride: stride, isTurned: isTurned)
    sloping.begin(across: across.sloping, down: down.sloping, stride: stride, isTurned: isTurned)
    lumaRows.reset(count: Self.batchRowCount * stride)
  }

  /// The size that rows come in: the picture's own, divided by `scale` and rounded up.
  public var scaledWidth: Int { across.scaledLength }
  public var scaledHeight: Int { down.scaledLength }

  private var stride: Int { roundedUpTo16(scaledWidth) }
  private var rowByteCount: Int { scaledWidth * channelCount }

  /// The share of scaled pixels with a sample at an end of its range, 0...1: where a decoder may have cut off
  /// what lay beyond, before it averaged or after.
  ///
  /// - Precondition: every row has been appended.
  public var clippedShare: Float {
    precondition(row == scaledHeight, "rows are missing")
    return Float(clippedCount) / Float(scaledWidth * scaledHeight)
  }

  /// The next `rowCount` rows, tightly packed: `rowCount * scaledWidth * channelCount` samples.
  ///
  /// - Precondition: no more than `scaledHeight` rows in all.
  public mutating func append(rows: Span<UInt8>, rowCount: Int) {
    precondition(rowCount >= 0 && rows.count == rowCount * rowByteCount, "the samples do not fill the rows")
    precondition(row + rowCount <= scaledHeight, "more rows than the picture has")
    clippedCount += Samples.clippedCount(rows, colourCount: channelCount)
    for first in Swift.stride(from: 0, to: rowCount, by: Self.batchRowCount) {
      fold(rows, from: first, rowCount: min(Self.batchRowCount, rowCount - first))
    }
  }

  private mutating func fold(_ rows: Span<UInt8>, from first: Int, rowCount: Int) {
    let batch = LumaKernels.Rectangle(
      start: first * rowByteCount, rowStride: rowByteCount, channelCount: channelCount, rowCount: rowCount,
      pixelCount: scaledWidth)
    luma.fill(from: rows, batch, to: &lumaRows, at: 0, stride: stride)
    flat.append(lumaRows, firstRow: row, rowCount: rowCount)
    sloping.append(lumaRows, firstRow: row, rowCount: rowCount)
    row += rowCount
  }

  /// The 64 x 64 floats of the picture laid down in `orientation`, row-major, about 0...255; they stand until
  /// the reducer is used again.
  ///
  /// - Precondition: every row has been appended; `orientation` was announced and exchanges no axes. One that
  ///   does has the transposed hash of its `beforeExchange`.
  @_lifetime(&self)
  public mutating func matrix(_ orientation: Orientation) -> Span<Float> {
    sloping.matrix(source(orientation))
  }

  /// The same with every scaled pixel taken as flat: farther from the exact one.
  @_lifetime(&self)
  public mutating func flatMatrix(_ orientation: Orientation) -> Span<Float> {
    flat.matrix(source(orientation))
  }

  private func source(_ orientation: Orientation) -> MatrixSource {
    precondition(row == scaledHeight, "rows are missing")
    precondition(!orientation.exchangesAxes, "exchanged axes transpose the hash")
    return MatrixSource(orientation)
  }
}
