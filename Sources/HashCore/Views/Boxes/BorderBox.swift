/// Finds the picture inside borders of one colour each.
///
/// ```
///   ┌───────────────┐   from each side, as long as 97 % of a line have the colour of the outermost one;
///   │   ┌───────┐   │   then the strongest step nearby. Once more inside, and again: a mat within a frame
///   │   │       │   │
///   │   └───────┘   │
///   └───────────────┘
/// ```
struct BorderBox {
  private static let roundCount = 3
  private static let shareMin = 0.97

  let finder: BoxFinder

  /// Inside the outermost border, and inside all of them.
  var boxes: (outer: PictureBox, inner: PictureBox) {
    let outer = inside(finder.plane.box)
    return (outer, (1..<Self.roundCount).reduce(outer) { box, _ in inside(box) })
  }

  private func inside(_ box: PictureBox) -> PictureBox {
    PictureBox.Side.allCases.reduce(box) { box, side in
      box.cut(lineCount(finder.lines(of: box, from: side)), from: side)
    }
  }

  private func lineCount(_ lines: SideLines) -> Int {
    guard lines.count > PictureBox.sideMin else { return 0 }
    let colour = lines.median(ofOuter: 1)
    var cut = 0
    while cut < lines.count, lines.share(of: colour, in: cut) >= Self.shareMin { cut += 1 }
    // Nothing but the border's colour is no border.
    return cut == 0 || cut > lines.count - PictureBox.sideMin ? 0 : lines.snapped(cut)
  }
}
