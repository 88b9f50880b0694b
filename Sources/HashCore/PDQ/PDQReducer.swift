public import Kernels

/// Exact reduction of a picture to the 64 x 64 floats that PDQ transforms: rows in, matrix out.
///
/// ```
///   try reducer.begin(width: w, height: h, channelCount: 3)
///   reducer.append(rows: bytes, rowCount: n)          // top to bottom, any number of rows a call
///   let matrix = reducer.finish()
/// ```
///
/// The floats are those of the PDQ reference bit for bit, since they come from the same additions in the same
/// order. One reducer serves any number of pictures, one after the other, and keeps its memory: about `height
/// / 128 + 16` rows of floats. Rows that come in multiples of 16 are not copied.
public struct PDQReducer: ~Copyable {
  /// The smallest side, in pixels, that PDQ has a hash for.
  public static let minimumSide = 5

  private let luma: LumaKernels
  private var blur: BandBlur
  private var width = 0
  private var channelCount = 1
  private var rowsLeft = 0
  /// The reference takes a picture of 64 x 64 pixels as it is.
  private var isMatrixAlready = false
  private var plainMatrix = FloatBuffer(zeros: 64 * 64)
  /// The first rows of a band whose others have not come yet.
  private var pending: [UInt8] = []
  private var pendingRowCount = 0

  public init(kernels: KernelTable = .best) {
    luma = kernels.luma
    blur = BandBlur(kernels: kernels)
  }

  private var rowByteCount: Int { width * channelCount }

  /// Starts a picture of `width x height` pixels with 1 (gray) or 3 (RGB) samples each.
  ///
  /// - Throws: `PictureTooSmall` if a side is under `minimumSide`.
  public mutating func begin(width: Int, height: Int, channelCount: Int) throws(PictureTooSmall) {
    precondition(channelCount == 1 || channelCount == 3, "a picture is gray or RGB")
    guard min(width, height) >= Self.minimumSide else { throw PictureTooSmall(width: width, height: height) }
    self.width = width
    self.channelCount = channelCount
    rowsLeft = height
    isMatrixAlready = width == 64 && height == 64
    if !isMatrixAlready { blur.begin(width: width, height: height) }
    pendingRowCount = 0
    let capacity = BoxKernels.bandRowCount * rowByteCount
    if pending.count < capacity { pending = [UInt8](repeating: 0, count: capacity) }
  }

  /// The next `rowCount` rows, tightly packed: `rowCount * width * channelCount` samples.
  ///
  /// - Precondition: no more rows than the picture has.
  /// - Complexity: linear in the samples.
  public mutating func append(rows: Span<UInt8>, rowCount: Int) {
    precondition(rowCount >= 0 && rows.count == rowCount * rowByteCount, "the samples do not fill the rows")
    precondition(rowCount <= rowsLeft, "more rows than the picture has")
    if isMatrixAlready { return appendPlainly(rows, rowCount: rowCount) }
    rowsLeft -= rowCount
    var row = 0
    if pendingRowCount > 0 { row = keep(rows, from: 0, rowCount: rowCount) }
    while rowCount - row >= BoxKernels.bandRowCount {
      blur.appendBand(
        rows, from: row * rowByteCount, rowCount: BoxKernels.bandRowCount, channelCount: channelCount)
      row += BoxKernels.bandRowCount
    }
    if row < rowCount { _ = keep(rows, from: row, rowCount: rowCount) }
  }

  /// The 64 x 64 floats, row-major, about 0...255; they stand until the reducer is used again.
  ///
  /// - Precondition: every row has been appended.
  @_lifetime(&self)
  public mutating func finish() -> Span<Float> {
    precondition(rowsLeft == 0, "rows are missing")
    if isMatrixAlready { return plainMatrix.span(from: 0, count: 64 * 64) }
    while blur.matrixRowCount < 64 { flushBand() }
    return blur.matrix.span(from: 0, count: 64 * 64)
  }

  /// Copies rows until a band is full, and blurs it then. Returns the first row that was not taken.
  private mutating func keep(_ rows: Span<UInt8>, from row: Int, rowCount: Int) -> Int {
    let count = min(BoxKernels.bandRowCount - pendingRowCount, rowCount - row)
    let source = rows.extracting(row * rowByteCount..<(row + count) * rowByteCount)
    copyBytes(source, to: &pending, at: pendingRowCount * rowByteCount)
    pendingRowCount += count
    if pendingRowCount == BoxKernels.bandRowCount { flushBand() }
    return row + count
  }

  private mutating func flushBand() {
    let band = pending
    blur.appendBand(band.span, from: 0, rowCount: pendingRowCount, channelCount: channelCount)
    pendingRowCount = 0
  }

  private mutating func appendPlainly(_ rows: Span<UInt8>, rowCount: Int) {
    let rectangle = LumaKernels.Rectangle(
      start: 0, rowStride: rowByteCount, channelCount: channelCount, rowCount: rowCount, pixelCount: width)
    luma.fill(from: rows, rectangle, to: &plainMatrix, at: (64 - rowsLeft) * 64, stride: 64)
    rowsLeft -= rowCount
  }
}

/// A picture with a side under `PDQReducer.minimumSide` pixels: PDQ has no hash for it.
public struct PictureTooSmall: Error, Hashable, CustomStringConvertible {
  public let width: Int
  public let height: Int

  public init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }

  public var description: String {
    "expected at least \(PDQReducer.minimumSide) pixels a side, found \(width) x \(height)"
  }
}

/// Copies all of `source` into `target` from `offset` on.
private func copyBytes(_ source: Span<UInt8>, to target: inout [UInt8], at offset: Int) {
  guard !source.isEmpty else { return }
  precondition(offset >= 0 && offset + source.count <= target.count, "the bytes do not fit")
  // SAFETY: the bytes fit, checked above; source and target are different memory, since `target` is held
  // exclusively; neither pointer leaves its closure.
  unsafe target.withUnsafeMutableBytes { to in
    unsafe source.withUnsafeBytes { from in
      unsafe (to.baseAddress! + offset).copyMemory(from: from.baseAddress!, byteCount: from.count)
    }
  }
}
