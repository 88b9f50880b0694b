/// Which variants of a picture are hashed, in the order of their worth. `docs/views.md` has what each finds.
struct ViewPlan {
  static let standardCountMax = 11
  static let thoroughCountMax = 31
  private static let boxCountMax = 4
  private static let boxCountBesideTiles = 2

  let variants: [PictureVariant]

  init(_ set: VariantSet, _ found: FoundBoxes) {
    switch set {
    case .none: variants = []
    case .standard: variants = Self.standard(found)
    case .thorough:
      let further = Self.further + Self.firstBoxPadded(found)
      variants = Array((Self.standard(found) + further).prefix(Self.thoroughCountMax))
    }
  }

  private static func standard(_ found: FoundBoxes) -> [PictureVariant] {
    let boxes = found.boxes.prefix(found.tiles.isEmpty ? boxCountMax : boxCountBesideTiles).map(\.region)
    let regions = boxes + found.tiles.map(\.region)
    let upright = whole + regions.map { PictureVariant($0) }
    let mirrored = regions.map { PictureVariant($0, orientation: .flipy) }
    return Array((upright + mirrored).prefix(standardCountMax))
  }

  private static let whole =
    [Orientation.flipy, .rot90, .rot180, .rot270].map { PictureVariant(orientation: $0) }
    + [PictureVariant(isInverted: true)]

  /// Beyond the standard ones.
  private static let further: [PictureVariant] = {
    let turns = [ViewShift.pad(0, turn: 9), .pad(7, turn: 7), .pad(2, turn: 5)].flatMap { shift in
      var other = shift
      other.turn = -shift.turn
      return [shift, other]
    }
    let sides = [
      ViewShift(left: 14), ViewShift(top: 14), ViewShift(right: 14), ViewShift(bottom: 14),
      ViewShift(left: 9, top: 9), ViewShift(top: 9, right: 9), ViewShift(left: 9, bottom: 9),
      ViewShift(right: 9, bottom: 9), ViewShift(left: 14, right: 14),
    ]
    return [PictureVariant(orientation: .flipx), PictureVariant(shift: .pad(4))]
      + [PictureVariant(shift: .pad(4), orientation: .flipy), PictureVariant(shift: .pad(13))]
      + (turns + sides).map { PictureVariant(shift: $0) }
  }()

  private static func firstBoxPadded(_ found: FoundBoxes) -> [PictureVariant] {
    found.boxes.prefix(1).map { PictureVariant($0.region, shift: .pad(3)) }
  }
}
