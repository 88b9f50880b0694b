/// A picture's gray levels, small: where boxes are found and views are taken from.
///
/// Its longer side has 384 pixels, or as many as the picture; kept row by row and column by column.
struct WorkingPlane {
  static let longerSide = 384
  /// The shorter side keeps as many, where the picture has them.
  private static let shorterSideMin = 128

  let width: Int
  let height: Int
  /// `height x width`.
  let rows: [UInt8]
  /// `width x height`: the same with its axes exchanged.
  let columns: [UInt8]

  init(width: Int, height: Int, rows: [UInt8]) {
    precondition(rows.count == width * height && !rows.isEmpty, "the levels do not fill the plane")
    self.width = width
    self.height = height
    self.rows = rows
    columns = Self.exchanged(rows, width: width, height: height)
  }

  /// The size of the plane of a picture: never above the picture's own.
  static func size(ofWidth width: Int, height: Int) -> (width: Int, height: Int) {
    let longer = max(width, height)
    func side(_ length: Int) -> Int {
      let scaled = (2 * length * longerSide + longer) / (2 * longer)
      return min(max(scaled, shorterSideMin), length)
    }
    return (side(width), side(height))
  }

  func turned(_ orientation: Orientation) -> WorkingPlane {
    guard orientation != .original else { return self }
    let turned = Plane(width: width, height: height, channelCount: 1, samples: rows).turned(orientation)
    return WorkingPlane(width: turned.width, height: turned.height, rows: turned.samples)
  }

  var box: PictureBox { PictureBox(left: 0, top: 0, right: width, bottom: height) }

  private static func exchanged(_ rows: [UInt8], width: Int, height: Int) -> [UInt8] {
    var columns = [UInt8](repeating: 0, count: rows.count)
    let source = rows.span
    var target = columns.mutableSpan
    for y in 0..<height {
      for x in 0..<width { target[x * height + y] = source[y * width + x] }
    }
    return columns
  }
}
