public import Kernels

/// Exact reduction of a picture to the 64 x 64 floats that PDQ transforms: rows in, matrix out.
///
/// ```
///   try reducer.begin(width: w, height: h, channelCount: 3)
///   reducer.append(rows: bytes, rowCount: n)          // top to bottom, any number of rows a call
///   let matrix = reducer.finish()
/// ```
///
/// One reducer serves any number of pictures, one after the other; it keeps its memory.
public struct PDQReducer: ~Copyable {
  /// The smallest side, in pixels, that PDQ has a hash for.
  public static let minimumSide = 5

  private var width = 0
  private var height = 0
  private var channelCount = 1
  private var samples: [UInt8] = []
  private var matrix = [Float](repeating: 0, count: 64 * 64)

  public init(kernels: KernelTable = .best) {}

  /// Starts a picture of `width x height` pixels with 1 (gray) or 3 (RGB) samples each.
  ///
  /// - Throws: `PictureTooSmall` if a side is under `minimumSide`.
  public mutating func begin(width: Int, height: Int, channelCount: Int) throws(PictureTooSmall) {
    precondition(channelCount == 1 || channelCount == 3, "a picture is gray or RGB")
    guard min(width, height) >= Self.minimumSide else { throw PictureTooSmall(width: width, height: height) }
    self.width = width
    self.height = height
    self.channelCount = channelCount
    samples.removeAll(keepingCapacity: true)
  }

  /// The next `rowCount` rows, tightly packed: `rowCount * width * channelCount` samples.
  ///
  /// - Precondition: no more rows than the picture has.
  public mutating func append(rows: Span<UInt8>, rowCount: Int) {
    precondition(rows.count == rowCount * width * channelCount, "the samples do not fill the rows")
    for index in rows.indices { samples.append(rows[index]) }
    precondition(samples.count <= width * height * channelCount, "more rows than the picture has")
  }

  /// The 64 x 64 floats, row-major; they stand until the reducer is used again.
  ///
  /// - Precondition: every row has been appended.
  @_lifetime(&self)
  public mutating func finish() -> Span<Float> {
    let plane = Plane(width: width, height: height, channelCount: channelCount, samples: samples)
    matrix = try! ReferencePDQ.matrix(of: plane)
    return matrix.span
  }
}
