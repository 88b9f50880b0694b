/// Finds where bands that somebody put beside a picture end.
///
/// ```
///   ┌───────────────┐  ┐
///   │ WHEN THE CAT  │  │ lines that have much of the band's colour, also where text runs through them
///   │ ───────────── │  ┘ ─ one edge across the whole line
///   │   .  picture  │    lines that have little of it
///   │  / \  .       │
///   └───────────────┘
/// ```
///
/// Two ways: the best edge between much and little of the colour (`caption`), and the last line that is
/// almost all of it (`band`).
struct CaptionBox {
  /// Of the outer two lines, that have the band's colour.
  private static let outerShareMin = 0.8
  private static let strengthMin = 0.75
  /// Where the colour has gone for good, the band is over.
  private static let goneShare = 0.3
  private static let bandShareMin = 0.965

  let finder: BoxFinder

  /// Cut at top and bottom; at the top; at the bottom; at the left and right as well.
  var captions: (both: PictureBox, top: PictureBox, bottom: PictureBox, all: PictureBox) {
    let whole = finder.plane.box
    let top = whole.cut(captionLineCount(finder.lines(of: whole, from: .top)), from: .top)
    let bottom = whole.cut(captionLineCount(finder.lines(of: whole, from: .bottom)), from: .bottom)
    var both = top
    both.bottom = bottom.bottom
    let all = [PictureBox.Side.left, .right].reduce(both) { box, side in
      box.cut(captionLineCount(finder.lines(of: both, from: side)), from: side)
    }
    return (both, top, bottom, all)
  }

  /// Cut at top and bottom where the last line of a band's own colour is.
  var band: PictureBox {
    [PictureBox.Side.top, .bottom].reduce(finder.plane.box) { box, side in
      box.cut(bandLineCount(finder.lines(of: finder.plane.box, from: side)), from: side)
    }
  }

  private func captionLineCount(_ lines: SideLines) -> Int {
    guard lines.count > PictureBox.sideMin else { return 0 }
    let colour = lines.median(ofOuter: max(2, lines.count / 100))
    let outerShare = (lines.share(of: colour, in: 0) + lines.share(of: colour, in: 1)) / 2
    guard outerShare >= Self.outerShareMin else { return 0 }
    let after = max(4, lines.count * 6 / 100)
    let shares = (0..<min(lines.count, lines.count / 2 + after)).map { lines.share(of: colour, in: $0) }
    let start = max(3, lines.count / 50)
    let cuts = (start..<max(start, Self.end(shares, lineCount: lines.count))).map { cut in
      (cut: cut, strength: Self.contrast(shares, at: cut, after, lines.count) + lines.edgeShare(at: cut))
    }
    guard let best = cuts.max(by: { ($0.strength, -$0.cut) < ($1.strength, -$1.cut) }) else { return 0 }
    return best.strength > Self.strengthMin ? best.cut : 0
  }

  /// Where to look no further: the middle, or a little beyond where the colour has gone.
  private static func end(_ shares: [Double], lineCount: Int) -> Int {
    let gone = (2..<max(2, shares.count - 2)).first { mean(shares[$0 - 2...$0 + 2]) < goneShare }
    return min(lineCount / 2, 4 + (gone ?? lineCount))
  }

  /// How much more of the colour the lines before a cut have than those after it.
  private static func contrast(_ shares: [Double], at cut: Int, _ after: Int, _ lineCount: Int) -> Double {
    let before = max(3, lineCount * 25 / 1000)
    return mean(shares[max(0, cut - before)..<cut]) - mean(shares[cut..<min(shares.count, cut + after)])
  }

  private static func mean(_ values: ArraySlice<Double>) -> Double {
    values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
  }

  private func bandLineCount(_ lines: SideLines) -> Int {
    let colour = lines.median(ofOuter: max(2, lines.count / 100))
    let last = (0..<lines.count / 2).last { lines.share(of: colour, in: $0) >= Self.bandShareMin }
    return last.map { lines.snapped($0 + 1) } ?? 0
  }
}
