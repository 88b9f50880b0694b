/// What is taken back before a picture is hashed: the frame that somebody put around it, a mirror, a turn, a
/// crop.
///
/// Told of the picture as its view's `orientation` lays it down. Its name is what the wire calls `variant`:
/// the region, the shift, the orientation and the inversion, as far as there are any, joined by `+`.
///
/// ```
///   caption      mirror      pad4+mirror      turn-5+pad2      page+rot90      inverted
/// ```
public struct PictureVariant: Hashable, Sendable {
  public var region: PictureRegion
  public var shift: ViewShift
  /// How the region is laid down after that.
  public var orientation: Orientation
  /// Whether black and white are exchanged.
  public var isInverted: Bool

  public init(
    _ region: PictureRegion = .whole, shift: ViewShift = .none, orientation: Orientation = .original,
    isInverted: Bool = false
  ) {
    self.region = region
    self.shift = shift
    self.orientation = orientation
    self.isInverted = isInverted
  }

  public var name: String {
    var words = region == .whole ? [] : [region.rawValue]
    words += shift.words
    if let word = orientation.variantWord { words.append(word) }
    if isInverted { words.append("inverted") }
    return words.isEmpty ? PictureRegion.whole.rawValue : words.joined(separator: "+")
  }

  /// Whether it is the whole picture, turned by quarters at most.
  public var isQuarterTurn: Bool {
    region == .whole && shift == .none && !isInverted
      && [.original, .rot90, .rot180, .rot270].contains(orientation)
  }
}

extension PictureVariant: Comparable {
  public static func < (a: PictureVariant, b: PictureVariant) -> Bool { a.rank < b.rank }

  /// Orders as the components do, one after the other. At least 1.
  var rank: Int {
    let shifts = [shift.turn, shift.left, shift.top, shift.right, shift.bottom]
    var rank = 1 + PictureRegion.allCases.prefix { $0 != region }.count
    for shift in shifts { rank = rank << 8 | Int(UInt8(bitPattern: shift)) }
    rank = rank << 3 | Orientation.allCases.prefix { $0 != orientation }.count
    return rank << 1 | (isInverted ? 1 : 0)
  }
}

extension Orientation {
  fileprivate var variantWord: String? {
    switch self {
    case .original: nil
    case .flipy: "mirror"
    case .flipx: "flip"
    default: rawValue
    }
  }
}
