/// A rectangle of pixels of a working plane.
struct PictureBox: Hashable {
  var left, top, right, bottom: Int

  /// What a box keeps of the lines at least.
  static let sideMin = 24

  enum Side: CaseIterable { case top, bottom, left, right }

  var width: Int { right - left }
  var height: Int { bottom - top }
  var area: Int { max(0, width) * max(0, height) }

  /// Without the outer `count` lines of a side.
  func cut(_ count: Int, from side: Side) -> PictureBox {
    var box = self
    switch side {
    case .top: box.top += count
    case .bottom: box.bottom -= count
    case .left: box.left += count
    case .right: box.right -= count
    }
    return box
  }

  /// Whether it is worth a look of its own: enough is left, and something is gone.
  func isWorthALook(in whole: PictureBox) -> Bool {
    min(width, height) >= Self.sideMin && 1000 * area < 985 * whole.area
  }

  /// Whether each side lies within 1.2 % of the other's, of the whole's width and height.
  func isLike(_ other: PictureBox, in whole: PictureBox) -> Bool {
    1000 * max(abs(left - other.left), abs(right - other.right)) <= 12 * whole.width
      && 1000 * max(abs(top - other.top), abs(bottom - other.bottom)) <= 12 * whole.height
  }
}
