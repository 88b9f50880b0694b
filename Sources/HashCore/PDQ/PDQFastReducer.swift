public import Kernels

/// Fast reduction of a gray, possibly scaled-down picture to the 64 x 64 floats of any
/// of its eight orientations.
///
/// The blurs and the sampling are one linear map per axis, so they are applied as 64 weighted sums
/// (`TapTable`), down as the rows come in and then along; a mirrored axis takes the mirrored weights.
/// Exchanged axes transpose the hash itself. The result is *near* the exact one: the reference's running sums
/// round differently, and a scaled or gray decode is another picture. `docs/pdq.md` says how near.
///
/// ```
///   try reducer.begin(width: 4000, height: 3000, scale: 8, isTurned: true)      // the picture's own size
///   reducer.append(rows: bytes, rowCount: n)                                    // 500 gray samples a row
///   let upright = transform.hash(of: reducer.matrix(.original))
///   let turned = transform.hash(of: reducer.matrix(.flipy)).transposed           // .rot90
/// ```
///
/// Keeps its memory from picture to picture: 80 rows of floats, 144 where `isTurned`.
public struct PDQFastReducer: ~Copyable {
  private static let side = 64
  private static let matrixCount = side * side

  private let taps: TapKernels
  private var tables = TapTables()
  private var across: TapTable
  private var down: TapTable
  private var isTurned = false
  /// Rows that have come in.
  private var row = 0

  /// The 64 weighted sums of rows, of the picture as it is and read from the bottom up.
  private var uprightSums = FloatBuffer()
  private var invertedSums = FloatBuffer()
  private var lanes = FloatBuffer()
  /// The matrices of original, flipy, flipx, rot180, once they have been asked for.
  private var matrices = FloatBuffer(zeros: 4 * matrixCount)
  private var isReady: InlineArray<4, Bool> = [false, false, false, false]

  public init(kernels: KernelTable = .best) {
    taps = kernels.taps
    across = tables.table(length: Self.side, scale: 1)
    down = across
  }

  /// Starts a picture.
  ///
  /// - Parameters:
  ///   - width, height: its own size, in pixels.
  ///   - scale: 1, 2, 4 or 8: how many of its pixels, each way, one sample stands for.
  ///   - isTurned: whether other orientations than `original` and `flipplus1` will be asked for.
  /// - Throws: `PictureTooSmall` if a side is under `PDQReducer.minimumSide`.
  public mutating func begin(
    width: Int, height: Int, scale: Int, isTurned: Bool
  ) throws(PictureTooSmall) {
    precondition(scale == 1 || scale == 2 || scale == 4 || scale == 8, "pictures are scaled by 1, 2, 4 or 8")
    guard min(width, height) >= PDQReducer.minimumSide else {
      throw PictureTooSmall(width: width, height: height)
    }
    across = tables.table(length: width, scale: scale)
    down = tables.table(length: height, scale: scale)
    self.isTurned = isTurned
    row = 0
    uprightSums.reset(count: Self.side * stride)
    if isTurned { invertedSums.reset(count: Self.side * stride) }
    lanes.reset(count: 16 * stride)
    for index in isReady.indices { isReady[index] = false }
  }

  /// The size that rows come in: the picture's own, divided by `scale` and rounded up.
  public var scaledWidth: Int { across.scaledLength }
  public var scaledHeight: Int { down.scaledLength }

  private var stride: Int { roundedUpTo16(scaledWidth) }

  /// The next `rowCount` rows: `rowCount * scaledWidth` gray samples, tightly packed.
  ///
  /// - Precondition: no more than `scaledHeight` rows in all.
  public mutating func append(rows: Span<UInt8>, rowCount: Int) {
    precondition(rowCount >= 0 && rows.count == rowCount * scaledWidth, "the samples do not fill the rows")
    precondition(row + rowCount <= scaledHeight, "more rows than the picture has")
    let stride = stride
    taps.accumulate(rows, firstRow: row, rowCount: rowCount, down.rows, into: &uprightSums, stride: stride)
    if isTurned {
      taps.accumulate(
        rows, firstRow: row, rowCount: rowCount, down.mirroredRows, into: &invertedSums, stride: stride)
    }
    row += rowCount
  }

  /// The 64 x 64 floats of the picture laid down in `orientation`, row-major, about 0...255; they stand until
  /// the reducer is used again.
  ///
  /// - Precondition: every row has been appended; `orientation` was announced and exchanges no axes. One that
  ///   does has the transposed hash of its `beforeExchange`.
  @_lifetime(&self)
  public mutating func matrix(_ orientation: Orientation) -> Span<Float> {
    precondition(row == scaledHeight, "rows are missing")
    precondition(!orientation.exchangesAxes, "exchanged axes transpose the hash")
    let source = MatrixSource(orientation)
    precondition(isTurned || source.index == 0, "turned orientations were not announced")
    let start = source.index * Self.matrixCount
    if !isReady[source.index] { gather(source, into: start) }
    return matrices.span(from: start, count: Self.matrixCount)
  }

  private mutating func gather(_ source: MatrixSource, into start: Int) {
    let rows = source.mirrorsAcross ? across.mirroredRows : across.rows
    let stride = stride
    for first in Swift.stride(from: 0, to: Self.side, by: 16) {
      let target = start + first * Self.side
      if source.mirrorsDown {
        taps.gather(
          invertedSums, first: first, stride: stride, rows, scratch: &lanes, into: &matrices, at: target)
      } else {
        taps.gather(
          uprightSums, first: first, stride: stride, rows, scratch: &lanes, into: &matrices, at: target)
      }
    }
    isReady[source.index] = true
  }
}

/// Which axes are read backwards to make an orientation that exchanges none.
struct MatrixSource {
  let mirrorsAcross: Bool
  let mirrorsDown: Bool

  /// 0 for neither, the picture as it is.
  var index: Int { (mirrorsAcross ? 1 : 0) + (mirrorsDown ? 2 : 0) }

  init(_ orientation: Orientation) {
    mirrorsAcross = orientation == .flipy || orientation == .rot180
    mirrorsDown = orientation == .flipx || orientation == .rot180
  }
}
