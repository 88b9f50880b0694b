/// How far a view reaches beyond its region on each side, and by how much it is turned.
///
/// Beyond the region the edge is repeated. What was cut off a picture is so made room for, and what was added
/// is left out.
public struct ViewShift: Hashable, Sendable {
  /// Outwards, in percent of the region's width or height; negative: inwards. -50 ... 100.
  public var left, top, right, bottom: Int8
  /// Degrees clockwise.
  public var turn: Int8

  public static let range: ClosedRange<Int8> = -50...100
  public static let turnRange: ClosedRange<Int8> = -45...45

  public static let none = ViewShift()

  public init(left: Int8 = 0, top: Int8 = 0, right: Int8 = 0, bottom: Int8 = 0, turn: Int8 = 0) {
    (self.left, self.top, self.right, self.bottom, self.turn) = (left, top, right, bottom, turn)
  }

  /// The same on all sides.
  public static func pad(_ percent: Int8, turn: Int8 = 0) -> ViewShift {
    ViewShift(left: percent, top: percent, right: percent, bottom: percent, turn: turn)
  }

  /// The turn first, then what is done to the sides: `turn-5`, `pad2`, `left14`.
  var words: [String] { (turn == 0 ? [] : ["turn\(turn)"]) + sideWords }

  private var sideWords: [String] {
    if left == top, left == right, left == bottom {
      return left == 0 ? [] : [left > 0 ? "pad\(left)" : "crop\(-Int(left))"]
    }
    let sides = [("left", left), ("top", top), ("right", right), ("bottom", bottom)]
    return sides.filter { $0.1 != 0 }.map { "\($0.0)\($0.1)" }
  }
}
