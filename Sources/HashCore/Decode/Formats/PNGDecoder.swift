import CImageCodecs

/// PNG through libpng: the file's samples as 8-bit gray or RGB, with alpha where the file has it.
///
/// SAFETY: nothing unsafe is kept here; the codec owns its handle.
@safe final class PNGDecoder: CodecDecoder {
  /// The sides are those that libpng takes.
  static let format = PictureFormat(name: "png", title: "PNG", sideMax: 1_000_000)

  private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  // SAFETY: the new handle is given to the codec alone.
  let codec = unsafe Codec(owning: matchd_png_create(), of: format)

  static func recognises(_ bytes: RawSpan) throws(DecodeError) -> Bool {
    if bytes.holds(signature) { return true }
    guard bytes.holds(Array(signature.prefix(4))) else { return false }
    if bytes.holds(Array(signature.prefix(bytes.byteCount))) {
      let expected = "\(signature.count) signature bytes"
      throw DecodeError(.truncated(expected: expected, found: "\(bytes.byteCount)"))
    }
    throw DecodeError(
      .corrupt(expected: "the \(format.title) signature", found: "one with its line ends changed"))
  }

  static func metadata(of bytes: RawSpan) -> PictureMetadata {
    PictureMetadata(exifTag: exifBlock(of: bytes).flatMap { EXIFBlock.orientationTag(of: bytes.clamped($0)) })
  }

  static func furtherPictures(in bytes: RawSpan, after end: Int?, countMax: Int) -> FurtherPictures {
    let thumbnail = EXIFBlock.thumbnail(of: bytes, exif: exifBlock(of: bytes))
    guard let plan = PNGAnimationPlan(bytes, frameCountMax: countMax) else {
      return FurtherPictures(embedded: thumbnail)
    }
    return FurtherPictures(
      embedded: thumbnail, animation: PNGAnimation(plan), missingCount: plan.missingCount)
  }

  /// The EXIF block (the eXIf chunk, PNG 3rd edition 11.3.3.7); `nil` where there is none.
  private static func exifBlock(of bytes: RawSpan) -> Range<Int>? {
    var walk = PNGChunkWalk()
    while let chunk = walk.next(in: bytes) {
      if bytes.holds("eXIf", at: chunk.typeOffset) { return chunk.payload }
      if bytes.holds("IEND", at: chunk.typeOffset) { return nil }
    }
    return nil
  }
}
