/// Edits that put something around a picture, or it beside others.
extension PictureEdit {
  static let frames = [
    PictureEdit("white border 5 %") { pixels, _ in pixels.framed(0.05, EditContext.white) },
    PictureEdit("black border 10 %") { pixels, _ in pixels.framed(0.1, EditContext.black) },
    PictureEdit("frame with a mat") { pixels, _ in
      pixels.framed(0.06, EditContext.white).framed(0.04, (90, 60, 30))
    },
    PictureEdit("bars to 16:9") { pixels, _ in barred(pixels, 16, 9, blurred: false) },
    PictureEdit("bars to a square") { pixels, _ in barred(pixels, 1, 1, blurred: false) },
    PictureEdit("blurred bars to a square") { pixels, _ in barred(pixels, 1, 1, blurred: true) },
    PictureEdit("caption 10 % on top") { pixels, context in captioned(pixels, 0.1, context.seed) },
    PictureEdit("caption 20 % on top") { pixels, context in captioned(pixels, 0.2, context.seed) },
    PictureEdit("caption 20 % below") { pixels, context in
      captioned(pixels.flipped, 0.2, context.seed).flipped
    },
    PictureEdit("caption of any colour") { pixels, context in
      let colour = context.colour()
      return captioned(pixels, 0.15, context.seed, colour)
    },
    PictureEdit("page of an app, light") { pixels, context in
      pixels.onPage(isDark: false, margin: 0, seed: context.seed)
    },
    PictureEdit("page of an app, dark") { pixels, context in
      pixels.onPage(isDark: true, margin: 0, seed: context.seed)
    },
    PictureEdit("page of an app, with margins") { pixels, context in
      pixels.onPage(isDark: false, margin: 0.05, seed: context.seed)
    },
    PictureEdit("collage of two") { pixels, context in collage(pixels, 2, gutter: 0, &context) },
    PictureEdit("collage of four") { pixels, context in collage(pixels, 4, gutter: 0, &context) },
    PictureEdit("collage of four, white gutter") { pixels, context in
      collage(pixels, 4, gutter: 8, &context)
    },
  ]

  /// In the middle of a format, on black or on its own blurred copy.
  static func barred(_ pixels: DrawnPixels, _ across: Int, _ down: Int, blurred: Bool) -> DrawnPixels {
    let width = max(pixels.width, (pixels.height * across + down / 2) / down)
    let height = max(pixels.height, (width * down + across / 2) / across)
    let backdrop =
      blurred
      ? pixels.scaled(to: width / 4, height / 4).blurred(6).scaled(to: width, height)
      : DrawnPixels(width, height)
    return pixels.centred(onWidth: width, height, backdrop)
  }

  /// Below a band with words.
  static func captioned(
    _ pixels: DrawnPixels, _ part: Double, _ seed: Int, _ colour: DrawnPixels.Colour = EditContext.white
  ) -> DrawnPixels {
    var framed = pixels.framed(left: 0, top: part, right: 0, bottom: 0, colour)
    let band = framed.height - pixels.height
    let ink: UInt8 = Int(colour.0) + Int(colour.1) + Int(colour.2) > 380 ? 0 : 255
    let lineCount = part > 0.14 ? 2 : 1
    let size = max(6, band / (2 * lineCount + 1))
    framed.write(
      framed.width / 20..<framed.width * 19 / 20, top: size * 2 / 3, height: size, lineCount: lineCount,
      (ink, ink, ink), seed: seed)
    return framed
  }

  /// Side by side, or in two rows, each tile in the picture's size; the picture in any place.
  static func collage(
    _ pixels: DrawnPixels, _ count: Int, gutter: Int, _ context: inout EditContext
  ) -> DrawnPixels {
    let (width, height) = (pixels.width, pixels.height)
    let rowCount = count / 2
    var canvas = DrawnPixels(2 * width + gutter, rowCount * height + (rowCount - 1) * gutter, level: 255)
    let own = context.number(0...count - 1)
    for place in 0..<count {
      let tile =
        place == own ? pixels : context.others[place % context.others.count].scaled(to: width, height)
      canvas.place(tile, left: place % 2 * (width + gutter), top: place / 2 * (height + gutter))
    }
    return canvas.shrunk(toLonger: max(640, max(width, height)))
  }
}
