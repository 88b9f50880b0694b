/// Edits that put something around a picture, or on it.
extension DrawnPixels {
  typealias Colour = (UInt8, UInt8, UInt8)

  init(_ width: Int, _ height: Int, colour: Colour) {
    self.init(width, height)
    fill(0..<width, 0..<height, colour)
  }

  mutating func fill(_ columns: Range<Int>, _ rows: Range<Int>, _ colour: Colour) {
    for y in rows.clamped(to: 0..<height) {
      for x in columns.clamped(to: 0..<width) {
        let place = 3 * (y * width + x)
        (samples[place], samples[place + 1], samples[place + 2]) = colour
      }
    }
  }

  /// Lays a picture down on this one, as far as it lies within.
  mutating func place(_ picture: DrawnPixels, left: Int, top: Int) {
    for y in max(0, -top)..<max(0, -top, min(picture.height, height - top)) {
      for x in max(0, -left)..<max(0, -left, min(picture.width, width - left)) {
        let (from, to) = (3 * (y * picture.width + x), 3 * ((top + y) * width + left + x))
        for channel in 0..<3 { samples[to + channel] = picture.samples[from + channel] }
      }
    }
  }

  /// With margins in parts of its sides.
  func framed(
    left: Double, top: Double, right: Double, bottom: Double, _ colour: Colour
  ) -> DrawnPixels {
    func part(_ part: Double, _ side: Int) -> Int { Int((part * Double(side)).rounded()) }
    var canvas = DrawnPixels(
      part(left, width) + width + part(right, width), part(top, height) + height + part(bottom, height),
      colour: colour)
    canvas.place(self, left: part(left, width), top: part(top, height))
    return canvas
  }

  func framed(_ part: Double, _ colour: Colour) -> DrawnPixels {
    framed(left: part, top: part, right: part, bottom: part, colour)
  }

  /// In the middle of a canvas of another shape.
  func centred(onWidth newWidth: Int, _ newHeight: Int, _ canvas: DrawnPixels) -> DrawnPixels {
    var canvas = canvas
    canvas.place(self, left: (newWidth - width) / 2, top: (newHeight - height) / 2)
    return canvas
  }

  /// Lines of strokes as of letters, from `top` on, each `height` high.
  mutating func write(
    _ columns: Range<Int>, top: Int, height: Int, lineCount: Int, _ colour: Colour, seed: Int
  ) {
    for line in 0..<lineCount {
      var x = columns.lowerBound
      var letter = 0
      while x + height / 2 < columns.upperBound {
        let drawn = mix(UInt64(truncatingIfNeeded: seed &* 977 &+ line &* 131 &+ letter))
        if drawn % 6 != 0 {
          writeLetter(left: x, top: top + line * height * 3 / 2, height, drawn >> 8, colour)
        }
        x += height * 5 / 8
        letter += 1
      }
    }
  }

  /// Cells of a grid of three by five, in a shape that the drawn number says.
  private mutating func writeLetter(left: Int, top: Int, _ height: Int, _ drawn: UInt64, _ colour: Colour) {
    let (cellWidth, cellHeight) = (max(1, height / 6), max(1, height / 5))
    for cell in 0..<15 where drawn >> UInt64(cell) & 1 == 1 {
      let (x, y) = (left + cell % 3 * cellWidth, top + cell / 3 * cellHeight)
      fill(x..<x + cellWidth, y..<y + cellHeight, colour)
    }
  }

  /// With white letters that have a black shadow, as a meme has.
  func memed(at part: Double, seed: Int) -> DrawnPixels {
    var copy = self
    let size = max(12, height / 10)
    let top = Int(part * Double(height))
    for (offset, level) in [(max(1, size / 14), UInt8(0)), (0, 255)] {
      copy.write(
        width / 16 + offset..<width * 15 / 16 + offset, top: top + offset, height: size, lineCount: 1,
        (level, level, level), seed: seed)
    }
    return copy
  }

  /// With a disc of one colour in it, its diameter a part of the shorter side.
  func stickered(_ part: Double, _ colour: Colour, atColumn column: Double, row: Double) -> DrawnPixels {
    var copy = self
    let radius = part * Double(min(width, height)) / 2
    let (middleX, middleY) = (column * Double(width), row * Double(height))
    for y in 0..<height {
      for x in 0..<width {
        let (u, v) = (Double(x) - middleX, Double(y) - middleY)
        if u * u + v * v <= radius * radius { copy.fill(x..<x + 1, y..<y + 1, colour) }
      }
    }
    return copy
  }

  /// On the page of an app: a bar, a name, the picture in its width, words below it.
  func onPage(isDark: Bool, margin: Double, seed: Int) -> DrawnPixels {
    let side = Int(margin * Double(width))
    let pageWidth = width + 2 * side
    let (bar, below) = (pageWidth / 4, pageWidth * 2 / 5)
    let (page, ink): (UInt8, UInt8) = isDark ? (18, 225) : (255, 30)
    var canvas = DrawnPixels(pageWidth, bar + height + below, level: page)
    canvas.fill(pageWidth / 30..<pageWidth / 8, bar / 3..<bar / 3 + pageWidth / 10, (90, 120, 200))
    let size = max(8, pageWidth / 30)
    let column = pageWidth / 7..<pageWidth * 3 / 5
    canvas.write(column, top: bar / 3, height: size, lineCount: 2, (ink, ink, ink), seed: 11)
    canvas.place(self, left: side, top: bar)
    let words = pageWidth / 20..<pageWidth * 19 / 20
    canvas.write(
      words, top: bar + height + size, height: size, lineCount: 3 + seed % 4, (ink, ink, ink), seed: seed)
    return canvas
  }
}
