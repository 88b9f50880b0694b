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
  /// All rows of a gray plane at its own size.
  mutating func append(_ plane: Plane, isTurned: Bool, rowsPerCall: Int = .max) throws {
    try begin(width: plane.width, height: plane.height, scale: 1, isTurned: isTurned)
    plane.forEachBatch(of: rowsPerCall) { append(rows: $0, rowCount: $1) }
  }

  /// The matrix of an orientation that exchanges no axes.
  mutating func values(_ orientation: Orientation) -> [Float] {
    let span = matrix(orientation)
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
