import HashCore

extension PDQReducer {
  /// All rows of a plane, handed over `rowsPerCall` at a time.
  mutating func append(_ plane: Plane, rowsPerCall: Int = .max) throws {
    try begin(width: plane.width, height: plane.height, channelCount: plane.channelCount)
    plane.forEachBatch(of: rowsPerCall) { append(rows: $0, rowCount: $1) }
  }

  /// The matrix of a plane.
  mutating func values(of plane: Plane, rowsPerCall: Int = .max) throws -> [Float] {
    try append(plane, rowsPerCall: rowsPerCall)
    let matrix = finish()
    return matrix.indices.map { matrix[$0] }
  }
}

extension PDQFastReducer {
  /// All rows of a plane at its own size.
  mutating func append(_ plane: Plane, isTurned: Bool, rowsPerCall: Int = .max) throws {
    let (width, height) = (plane.width, plane.height)
    try begin(
      width: width, height: height, channelCount: plane.channelCount, scale: 1, isTurned: isTurned)
    plane.forEachBatch(of: rowsPerCall) { append(rows: $0, rowCount: $1) }
  }

  /// All rows of a plane that was `width x height` pixels before it was scaled.
  mutating func append(scaled plane: Plane, width: Int, height: Int, scale: Int) throws {
    try begin(
      width: width, height: height, channelCount: plane.channelCount, scale: scale, isTurned: true)
    append(rows: plane.samples.span, rowCount: plane.height)
  }

  /// The matrix of an orientation that exchanges no axes.
  mutating func values(_ orientation: Orientation) -> [Float] {
    let span = matrix(orientation)
    return span.indices.map { span[$0] }
  }

  /// The same with every scaled pixel taken as flat.
  mutating func flatValues(_ orientation: Orientation) -> [Float] {
    let span = flatMatrix(orientation)
    return span.indices.map { span[$0] }
  }

  static let orientations = Orientation.allCases.filter { !$0.exchangesAxes }
}

extension Plane {
  /// Hands over the rows, at most `rowsPerCall` at a time.
  fileprivate func forEachBatch(of rowsPerCall: Int, _ body: (Span<UInt8>, Int) -> Void) {
    let rowSize = width * channelCount
    var y = 0
    while y < height {
      let count = min(rowsPerCall, height - y)
      body(samples.span.extracting(y * rowSize..<(y + count) * rowSize), count)
      y += count
    }
  }
}
