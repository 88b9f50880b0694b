/// Finds the picture on a page of one colour: in a feed, a chat, a document.
///
/// ```
///   ┌───────────────┐   the page's colour: the commonest one
///   │ ▪ ─────       │   the longest run of rows with less than 45 % of it
///   │ ┌───────────┐ │   in these, the longest run of columns with less than 93 %
///   │ │           │ │   in these, the longest run of rows with less than 93 %
///   │ └───────────┘ │   the strongest step near each side
///   │ ─── ───── ──  │
///   └───────────────┘
/// ```
struct PageBox {
  private static let coarseShareMax = 0.45
  private static let fineShareMax = 0.93
  private static let colourReach = 4

  let finder: BoxFinder

  /// `nil` where there is none.
  var box: PictureBox? {
    let colour = finder.levels.commonest(reach: Self.colourReach)
    var box = finder.plane.box
    guard let rows = run(of: box, from: .top, colour, below: Self.coarseShareMax) else { return nil }
    (box.top, box.bottom) = (rows.lowerBound, rows.upperBound)
    guard let columns = run(of: box, from: .left, colour, below: Self.fineShareMax) else { return nil }
    (box.left, box.right) = (columns.lowerBound, columns.upperBound)
    (box.top, box.bottom) = (0, finder.plane.height)
    guard let rows = run(of: box, from: .top, colour, below: Self.fineShareMax) else { return nil }
    (box.top, box.bottom) = (rows.lowerBound, rows.upperBound)
    return snapped(box)
  }

  /// The longest run of lines that have less than `shareMax` of a colour; the first of several.
  private func run(
    of box: PictureBox, from side: PictureBox.Side, _ colour: UInt8, below shareMax: Double
  ) -> Range<Int>? {
    let lines = finder.lines(of: box, from: side)
    var (longest, start) = (0..<0, 0)
    for number in 0...lines.count {
      if number < lines.count, lines.share(of: colour, in: number) < shareMax { continue }
      if number - start > longest.count { longest = start..<number }
      start = number + 1
    }
    return longest.count >= PictureBox.sideMin ? longest : nil
  }

  /// Each side moved to the strongest step nearby, where the page ends.
  private func snapped(_ box: PictureBox) -> PictureBox {
    let whole = finder.plane.box
    var snapped = box
    for side in PictureBox.Side.allCases {
      var strip = box
      let cut: Int
      switch side {
      case .top: (strip.top, cut) = (whole.top, box.top)
      case .bottom: (strip.bottom, cut) = (whole.bottom, whole.bottom - box.bottom)
      case .left: (strip.left, cut) = (whole.left, box.left)
      case .right: (strip.right, cut) = (whole.right, whole.right - box.right)
      }
      guard cut > 0 else { continue }
      snapped = snapped.cut(finder.lines(of: strip, from: side).snapped(cut) - cut, from: side)
    }
    return snapped
  }
}
