/// One of the eight ways to lay a picture down: turned by quarter turns, mirrored or not.
///
/// The names are those of the PDQ reference. Case order is the order of reports and of tie-breaking:
/// `original` first.
public enum Orientation: String, CaseIterable, Sendable, Comparable {
  case original
  /// Turned 90 degrees counter-clockwise.
  case rot90
  case rot180
  /// Turned 270 degrees counter-clockwise (90 clockwise).
  case rot270
  /// Top and bottom exchanged.
  case flipx
  /// Left and right exchanged, as in a mirror.
  case flipy
  /// Mirrored along the main diagonal: rows become columns.
  case flipplus1
  /// Mirrored along the other diagonal.
  case flipminus1

  public static func < (a: Orientation, b: Orientation) -> Bool { a.rank < b.rank }

  /// Whether width and height change places.
  public var exchangesAxes: Bool { beforeExchange != self }

  /// The orientation that becomes this one when its axes are exchanged; the same
  /// where this one exchanges none.
  public var beforeExchange: Orientation {
    switch self {
    case .original, .flipplus1: .original
    case .flipy, .rot90: .flipy
    case .flipx, .rot270: .flipx
    case .rot180, .flipminus1: .rot180
    }
  }

  /// What has to be done to the stored pixels so that the picture stands upright, from the EXIF orientation
  /// tag (1...8; TIFF 6.0, tag 274). Other values mean `original`.
  public init(exifTag: Int) {
    let byTag: [Orientation] = [.original, .flipy, .rot180, .flipx, .flipplus1, .rot270, .flipminus1, .rot90]
    self = byTag.indices.contains(exifTag - 1) ? byTag[exifTag - 1] : .original
  }

  private var rank: Int { Self.allCases.firstIndex(of: self)! }
}
