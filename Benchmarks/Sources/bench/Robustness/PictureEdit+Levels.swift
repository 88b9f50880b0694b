import Glibc

/// Edits of format and tone, and of what is put over a picture.
extension PictureEdit {
  static let tones = [
    PictureEdit("JPEG quality 50", quality: 50), PictureEdit("JPEG quality 20", quality: 20),
    PictureEdit("JPEG quality 10", quality: 10),
    PictureEdit("longer side 512") { pixels, _ in pixels.shrunk(toLonger: 512) },
    PictureEdit("longer side 256") { pixels, _ in pixels.shrunk(toLonger: 256) },
    PictureEdit("longer side 128") { pixels, _ in pixels.shrunk(toLonger: 128) },
    PictureEdit("stretched by 1.15") { pixels, _ in
      pixels.scaled(to: pixels.width * 115 / 100, pixels.height)
    },
    PictureEdit("gray") { pixels, _ in pixels.gray },
    PictureEdit("gamma 0.6") { pixels, _ in pixels.toned { 255 * pow($0 / 255, 0.6) } },
    PictureEdit("gamma 1.6") { pixels, _ in pixels.toned { 255 * pow($0 / 255, 1.6) } },
    PictureEdit("brighter by 40") { pixels, _ in pixels.toned { $0 + 40 } },
    PictureEdit("contrast 50 %") { pixels, _ in pixels.toned { 128 + 0.5 * ($0 - 128) } },
    PictureEdit("contrast 150 %") { pixels, _ in pixels.toned { 128 + 1.5 * ($0 - 128) } },
    PictureEdit("colours doubled") { pixels, _ in pixels.saturated(2) },
    PictureEdit("blurred") { pixels, _ in pixels.blurred(2) },
    PictureEdit("sharpened") { pixels, _ in pixels.sharpened },
    PictureEdit("noise of 25") { pixels, context in pixels.noisy(25, seed: context.seed) },
    PictureEdit("four levels") { pixels, _ in pixels.toned { ($0 / 85).rounded() * 85 } },
    PictureEdit("equalised") { pixels, _ in pixels.equalised },
    PictureEdit("inverted") { pixels, _ in pixels.inverted },
  ]

  static let overlays = [
    PictureEdit("text across") { pixels, context in pixels.memed(at: 0.45, seed: context.seed) },
    PictureEdit("meme text, top and bottom") { pixels, context in
      pixels.memed(at: 0.04, seed: context.seed).memed(at: 0.84, seed: context.seed + 1)
    },
    PictureEdit("watermark all over") { pixels, context in
      var marked = pixels
      marked.write(
        0..<pixels.width, top: 0, height: pixels.height / 12, lineCount: 8, EditContext.white,
        seed: context.seed)
      return pixels.mixed(with: marked, 0.35)
    },
    PictureEdit("logo, 8 % of a corner") { pixels, _ in
      pixels.stickered(0.16, (240, 240, 240), atColumn: 0.88, row: 0.88)
    },
    PictureEdit("sticker, 5 % of the area") { pixels, _ in
      pixels.stickered(0.29, (255, 210, 40), atColumn: 0.4, row: 0.55)
    },
    PictureEdit("sticker, 10 % of the area") { pixels, _ in
      pixels.stickered(0.41, (255, 210, 40), atColumn: 0.6, row: 0.45)
    },
  ]
}
