/// Edits that move what a picture shows, and several edits one after the other.
extension PictureEdit {
  static let moves = [
    PictureEdit("crop 1 % a side") { pixels, _ in pixels.cropped(0.01) },
    PictureEdit("crop 2 % a side") { pixels, _ in pixels.cropped(0.02) },
    PictureEdit("crop 5 % a side") { pixels, _ in pixels.cropped(0.05) },
    PictureEdit("crop 10 % a side") { pixels, _ in pixels.cropped(0.1) },
    PictureEdit("crop 20 % a side") { pixels, _ in pixels.cropped(0.2) },
    PictureEdit("crop 10 % at a corner") { pixels, _ in pixels.cropped(0.1, 0.1, 0, 0) },
    PictureEdit("crop 10 % below") { pixels, _ in pixels.cropped(0, 0, 0, 0.1) },
    PictureEdit("crop to a square") { pixels, _ in
      let longer = Double(max(pixels.width, pixels.height))
      let part = (longer - Double(min(pixels.width, pixels.height))) / longer / 2
      return pixels.width > pixels.height
        ? pixels.cropped(part, 0, part, 0) : pixels.cropped(0, part, 0, part)
    },
    PictureEdit("mirrored") { pixels, _ in pixels.mirrored },
    PictureEdit("upside down, mirrored") { pixels, _ in pixels.flipped },
    PictureEdit("turned by 90°") { pixels, _ in pixels.turnedRight },
    PictureEdit("turned by 180°") { pixels, _ in pixels.mirrored.flipped },
    PictureEdit("turned by 1°") { pixels, _ in pixels.turned(degrees: 1) },
    PictureEdit("turned by 2°") { pixels, _ in pixels.turned(degrees: 2) },
    PictureEdit("turned by 5°") { pixels, _ in pixels.turned(degrees: 5) },
    PictureEdit("turned by 10°") { pixels, _ in pixels.turned(degrees: 10) },
    PictureEdit("turned by 2°, corners cut") { pixels, _ in pixels.turnedAndCut(degrees: 2) },
    PictureEdit("turned by 5°, corners cut") { pixels, _ in pixels.turnedAndCut(degrees: 5) },
    PictureEdit("perspective 8 %") { pixels, _ in pixels.inPerspective(0.08) },
  ]

  static let chains = [
    PictureEdit("crop 5 %, mirrored, quality 50", quality: 50) { pixels, _ in pixels.cropped(0.05).mirrored },
    PictureEdit("mirrored, border 5 %") { pixels, _ in pixels.mirrored.framed(0.05, EditContext.white) },
    PictureEdit("mirrored, caption 15 %") { pixels, context in
      captioned(pixels.mirrored, 0.15, context.seed)
    },
    PictureEdit("mirrored, page of an app") { pixels, context in
      pixels.mirrored.onPage(isDark: false, margin: 0, seed: context.seed)
    },
  ]

  static let random = [
    PictureEdit("crop 0–3 % a side", .random) { pixels, context in cropped(pixels, 0.03, &context) },
    PictureEdit("crop 0–5 % a side", .heldOut) { pixels, context in cropped(pixels, 0.05, &context) },
    PictureEdit("crop 1–15 %, even", .random) { pixels, context in
      pixels.cropped(context.part(0.01...0.15))
    },
    PictureEdit("crop 2–25 % of one side", .heldOut) { pixels, context in
      let part = context.part(0.02...0.25)
      let sides = [[part, 0, 0, 0], [0, part, 0, 0], [0, 0, part, 0], [0, 0, 0, part]]
      let side = sides[context.number(0...3)]
      return pixels.cropped(side[0], side[1], side[2], side[3])
    },
    PictureEdit("caption 5–25 %, any colour", .random) { pixels, context in
      let colour = context.colour()
      return captioned(pixels, context.part(0.05...0.25), context.seed, colour)
    },
    PictureEdit("border of four widths", .heldOut) { pixels, context in
      let colour = context.colour()
      return pixels.framed(
        left: context.part(0.01...0.15), top: context.part(0.01...0.15), right: context.part(0.01...0.15),
        bottom: context.part(0.01...0.15), colour)
    },
    PictureEdit("turned by up to 10°", .random) { pixels, context in
      pixels.turned(degrees: context.part(-10...10))
    },
    PictureEdit("turned by up to 6°, corners cut", .heldOut) { pixels, context in
      pixels.turnedAndCut(degrees: context.part(-6...6))
    },
    PictureEdit("page of an app, cut loosely", .random) { pixels, context in
      let page = pixels.onPage(isDark: context.number(0...1) == 0, margin: 0.02, seed: context.seed)
      return page.cropped(0, context.part(0...0.1), 0, context.part(0...0.15))
    },
    PictureEdit("collage", .heldOut) { pixels, context in
      collage(pixels, context.number(1...2) * 2, gutter: context.number(0...6), &context)
    },
    PictureEdit("longer side 128–320, quality 40", .random, quality: 40) { pixels, context in
      pixels.shrunk(toLonger: context.number(128...320))
    },
    PictureEdit("three mild edits", .heldOut, quality: 70) { pixels, context in mild(pixels, &context) },
    PictureEdit("three mild edits, border, mirrored", .random) { pixels, context in
      mild(pixels, &context).mirrored.framed(context.part(0.02...0.12), context.colour())
    },
    PictureEdit("three mild edits, page of an app", .heldOut) { pixels, context in
      mild(pixels, &context).onPage(isDark: context.number(0...1) == 0, margin: 0, seed: context.seed)
    },
  ]

  private static func cropped(
    _ pixels: DrawnPixels, _ most: Double, _ context: inout EditContext
  ) -> DrawnPixels {
    pixels.cropped(
      context.part(0...most), context.part(0...most), context.part(0...most), context.part(0...most))
  }

  /// Size, tone, and a little off the sides.
  private static func mild(_ pixels: DrawnPixels, _ context: inout EditContext) -> DrawnPixels {
    let contrast = context.part(0.7...1.3)
    let offset = context.part(-25...25)
    return cropped(pixels.shrunk(toLonger: context.number(320...640)), 0.012, &context)
      .toned { 128 + contrast * ($0 - 128) + offset }.saturated(context.part(0.5...1.5))
  }
}
