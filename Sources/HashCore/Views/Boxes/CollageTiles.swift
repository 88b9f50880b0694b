/// Finds the pictures of a collage of two or four.
///
/// ```
///   ┌───────┬───────┐   a seam: near the middle, the strongest step, 2.5 times the median one at least;
///   │   1   │   2   │   even lines on either side of it are a gutter and belong to no tile
///   ├───────┼───────┤
///   │   3   │   4   │
///   └───────┴───────┘
/// ```
struct CollageTiles {
  private static let stepRatioMin = 2.5
  private static let gutterShareMin = 0.97

  let finder: BoxFinder

  /// Row by row: four, two, or none.
  var tiles: [PictureBox] {
    let across = gap(from: .left)
    let down = gap(from: .top)
    let whole = finder.plane.box
    let columns = across.map { [whole.left..<$0.lowerBound, $0.upperBound..<whole.right] }
    let rows = down.map { [whole.top..<$0.lowerBound, $0.upperBound..<whole.bottom] }
    guard columns != nil || rows != nil else { return [] }
    return (rows ?? [whole.top..<whole.bottom]).flatMap { row in
      (columns ?? [whole.left..<whole.right]).map {
        PictureBox(left: $0.lowerBound, top: row.lowerBound, right: $0.upperBound, bottom: row.upperBound)
      }
    }
  }

  /// The lines between two tiles: none where they touch. `nil` where there is no seam.
  private func gap(from side: PictureBox.Side) -> Range<Int>? {
    let lines = finder.lines(of: finder.plane.box, from: side)
    guard lines.count >= 2 * PictureBox.sideMin else { return nil }
    let steps = (1..<lines.count).map { lines.step(to: $0) }
    let median = steps.sorted()[steps.count / 2]
    let reach = lines.count * 8 / 100
    let near = lines.count / 2 - reach...lines.count / 2 + reach
    let seam = near.max { (steps[$0 - 1], -$0) < (steps[$1 - 1], -$1) }!
    guard steps[seam - 1] >= Self.stepRatioMin * max(median, 1) else { return nil }
    return gutter(at: seam, lines, within: near)
  }

  private func gutter(at seam: Int, _ lines: SideLines, within near: ClosedRange<Int>) -> Range<Int> {
    var gap = seam..<seam
    while gap.lowerBound > near.lowerBound, isEven(lines, gap.lowerBound - 1) {
      gap = gap.lowerBound - 1..<gap.upperBound
    }
    while gap.upperBound < near.upperBound, isEven(lines, gap.upperBound) {
      gap = gap.lowerBound..<gap.upperBound + 1
    }
    return gap
  }

  private func isEven(_ lines: SideLines, _ number: Int) -> Bool {
    var levels = LevelCounts()
    levels.add(lines.line(number))
    return lines.share(of: levels.median, in: number) >= Self.gutterShareMin
  }
}
