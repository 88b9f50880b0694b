import CImageCodecs

/// PNG through libpng: the file's samples as 8-bit gray or RGB, with alpha where the file has it.
///
/// SAFETY: nothing unsafe is kept here; the codec owns its handle.
@safe final class PNGDecoder: CodecDecoder {
  /// The sides are those that libpng takes.
  static let format = PictureFormat(
    name: "png", title: "PNG", sideMax: 1_000_000, library: Codec.library("libpng", matchd_png_version()))

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
    PictureMetadata(
      exifTag: exifBlocks(of: bytes).first.flatMap { EXIFBlock.orientationTag(of: bytes.clamped($0)) })
  }

  static func furtherPictures(in bytes: RawSpan, countMax: Int, isNested: Bool) -> FurtherPictures {
    let thumbnails = exifBlocks(of: bytes).compactMap { EXIFBlock.thumbnail(of: bytes, exif: $0) }
    let plan = PNGAnimationPlan(bytes, frameCountMax: countMax)
    return FurtherPictures(
      animation: plan.map { FrameComposition(PNGFrameComposer($0), from: $0.firstFrame) },
      thumbnails: thumbnails.map { .place($0) },
      missingCount: plan?.missingCount ?? 0, end: endOfChunks(in: bytes))
  }

  static func firstFile(in bytes: RawSpan, from start: Int, _ budget: inout SearchBudget) -> Int? {
    var place = start
    while let mark = bytes.firstOffset(of: signature[0], from: place) {
      let head = bytes.clamped(mark..<mark + fileStart.count)
      if head.byteCount > 1, head.holds(Array(fileStart.prefix(head.byteCount))) { return mark }
      place = mark + 1
    }
    return nil
  }

  static func end(of bytes: RawSpan) -> Int? { endOfChunks(in: bytes) }

  /// The signature and what the first chunk begins with.
  private static let fileStart = signature + [0, 0, 0, 13] + Array("IHDR".utf8)

  /// Just beyond IEND; where there is none, behind the last whole chunk with a name.
  private static func endOfChunks(in bytes: RawSpan) -> Int {
    var end = signature.count
    var walk = PNGChunkWalk()
    while let chunk = walk.next(in: bytes), chunk.isNamed(in: bytes), chunk.end <= bytes.byteCount {
      end = chunk.end
      if bytes.holds("IEND", at: chunk.typeOffset) { break }
    }
    return end
  }

  /// The EXIF blocks (of eXIf chunks, PNG 3rd edition 11.3.3.7); there should be one.
  private static func exifBlocks(of bytes: RawSpan) -> [Range<Int>] {
    var blocks: [Range<Int>] = []
    var walk = PNGChunkWalk()
    while let chunk = walk.next(in: bytes), !bytes.holds("IEND", at: chunk.typeOffset) {
      if blocks.count < exifCountMax, bytes.holds("eXIf", at: chunk.typeOffset) {
        blocks.append(chunk.payload)
      }
    }
    return blocks
  }

  private static let exifCountMax = 1_000
}
