import Kernels

/// A plane of luma folded by one set of taps, down as the rows come in and then along.
///
/// An axis read backwards takes the mirrored taps, so that one pass over the rows serves all orientations
/// that exchange no axes. Keeps its memory from picture to picture: 80 rows of floats, 144 where `isTurned`.
struct TapFold: ~Copyable {
  private static let side = 64
  private static let matrixCount = side * side

  private let taps: TapKernels
  private var across: AxisTaps
  private var down: AxisTaps
  private var stride = 16
  private var isTurned = false

  /// The 64 weighted sums of rows, of the picture as it is and read from the bottom up.
  private var uprightSums = FloatBuffer()
  private var invertedSums = FloatBuffer()
  private var lanes = FloatBuffer()
  /// The matrices of original, flipy, flipx, rot180, once they have been asked for.
  private var matrices = FloatBuffer(zeros: 4 * matrixCount)
  private var isReady: InlineArray<4, Bool> = [false, false, false, false]

  init(kernels: KernelTable, across: AxisTaps, down: AxisTaps) {
    taps = kernels.taps
    self.across = across
    self.down = down
  }

  /// Starts a plane whose rows come `stride` floats apart, a multiple of 16.
  mutating func begin(across: AxisTaps, down: AxisTaps, stride: Int, isTurned: Bool) {
    self.across = across
    self.down = down
    self.stride = stride
    self.isTurned = isTurned
    uprightSums.reset(count: Self.side * stride)
    if isTurned { invertedSums.reset(count: Self.side * stride) }
    lanes.reset(count: 16 * stride)
    for index in isReady.indices { isReady[index] = false }
  }

  /// The next `rowCount` rows, of which `firstRow` is the first.
  mutating func append(_ rows: borrowing FloatBuffer, firstRow: Int, rowCount: Int) {
    taps.accumulate(
      rows, firstRow: firstRow, rowCount: rowCount, down.rows, into: &uprightSums, stride: stride)
    guard isTurned else { return }
    taps.accumulate(
      rows, firstRow: firstRow, rowCount: rowCount, down.mirroredRows, into: &invertedSums, stride: stride)
  }

  /// 64 x 64 floats, row-major; they stand until the fold is used again.
  ///
  /// - Precondition: every row has been appended, and a mirrored source was announced.
  @_lifetime(&self)
  mutating func matrix(_ source: MatrixSource) -> Span<Float> {
    precondition(isTurned || source.index == 0, "turned orientations were not announced")
    let start = source.index * Self.matrixCount
    if !isReady[source.index] { gather(source, into: start) }
    return matrices.span(from: start, count: Self.matrixCount)
  }

  private mutating func gather(_ source: MatrixSource, into start: Int) {
    let rows = source.mirrorsAcross ? across.mirroredRows : across.rows
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
