import Kernels

/// What was found in a picture that somebody framed.
struct FoundBoxes {
  /// In the order of look-ups, none like another.
  var boxes: [(region: PictureRegion, box: PictureBox)] = []
  var tiles: [(region: PictureRegion, box: PictureBox)] = []
  /// Whether most of what surrounds a box is one colour: then the picture as a whole is a page around
  /// another one, and looks like every page of its kind.
  var isFramed = false
}

/// Finds the boxes in a working plane: by rule, in whole numbers and exact quotients of them, so that every
/// machine finds the same ones.
struct BoxFinder {
  private static let reach = 4

  let plane: WorkingPlane
  let levels: LevelCounts
  private let kernels: LineKernels

  init(_ plane: WorkingPlane, _ kernels: LineKernels) {
    self.plane = plane
    self.kernels = kernels
    var levels = LevelCounts()
    levels.add(plane.rows.span)
    self.levels = levels
  }

  /// All that there are.
  func found() -> FoundBoxes {
    let page = PageBox(finder: self).box
    let captions = CaptionBox(finder: self).captions
    let borders = BorderBox(finder: self).boxes
    var found = FoundBoxes()
    let candidates: [(PictureRegion, PictureBox?)] = [
      (.page, page), (.caption, captions.both), (.border, borders.inner), (.bars, BarsBox(finder: self).box),
      (.band, CaptionBox(finder: self).band), (.captionTop, captions.top), (.borderOuter, borders.outer),
      (.captionBottom, captions.bottom), (.captionSides, captions.all),
    ]
    for (region, box) in candidates { if let box { add(box, region, to: &found) } }
    found.isFramed = [page, borders.inner, captions.both].contains { $0.map(isFrame) ?? false }
    // On a page, where most lines are even, any step looks like a seam.
    let tiles = found.isFramed ? [] : CollageTiles(finder: self).tiles
    if tiles.allSatisfy({ $0.isWorthALook(in: plane.box) }) {
      found.tiles = zip(PictureRegion.tiles, tiles).map { (region: $0, box: $1) }
    }
    return found
  }

  func lines(of box: PictureBox, from side: PictureBox.Side) -> SideLines {
    SideLines(plane, box, from: side, kernels)
  }

  private func add(_ box: PictureBox, _ region: PictureRegion, to found: inout FoundBoxes) {
    guard box.isWorthALook(in: plane.box),
      !found.boxes.contains(where: { $0.box.isLike(box, in: plane.box) })
    else { return }
    found.boxes.append((region, box))
  }

  /// Whether what lies around a box is a quarter of the picture at least, and three fifths of that are
  /// one colour.
  private func isFrame(around box: PictureBox) -> Bool {
    guard box.isWorthALook(in: plane.box), 4 * (plane.box.area - box.area) >= plane.box.area else {
      return false
    }
    var inside = LevelCounts()
    let rows = lines(of: box, from: .top)
    for number in 0..<rows.count { inside.add(rows.line(number)) }
    let around = levels.subtracting(inside)
    return 5 * around.count(near: around.median, reach: Self.reach) >= 3 * around.total
  }
}
