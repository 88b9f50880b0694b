/// What an EXIF block says of the picture it stands with.
enum EXIFBlock {
  /// The orientation tag (TIFF 6.0, tag 274) of the first directory of an EXIF block;
  /// `nil` where it cannot be read.
  ///
  /// - Parameter tiff: the block from its byte-order mark on.
  static func orientationTag(of tiff: RawSpan) -> Int? {
    guard let value = TIFFDirectory(firstOf: tiff)?.number(274, in: tiff) else { return nil }
    return (1...8).contains(value) ? value : nil
  }

  /// Where the thumbnail of an EXIF block lies, a picture file of its own (tags 513 and 514 of the second
  /// directory); `nil` where there is none.
  ///
  /// - Parameter tiff: the block from its byte-order mark on.
  private static func thumbnail(of tiff: RawSpan) -> Range<Int>? {
    guard let directory = TIFFDirectory(firstOf: tiff)?.next(in: tiff),
      let start = directory.number(513, in: tiff), start < tiff.byteCount
    else { return nil }
    let length = directory.number(514, in: tiff) ?? tiff.byteCount
    return start..<min(start + length, tiff.byteCount)
  }

  /// The thumbnail of a file whose EXIF block lies at `exif`, as a picture of that file.
  static func thumbnail(of bytes: RawSpan, exif: Range<Int>?) -> [EmbeddedPicture] {
    guard let exif = exif?.clamped(to: 0..<bytes.byteCount),
      let place = thumbnail(of: bytes.extracting(exif)), !place.isEmpty
    else { return [] }
    return [
      EmbeddedPicture(
        .thumbnail, .place(exif.lowerBound + place.lowerBound..<exif.lowerBound + place.upperBound))
    ]
  }
}
