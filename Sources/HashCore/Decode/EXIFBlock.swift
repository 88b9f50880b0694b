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

  /// Where the thumbnail lies in a file whose EXIF block lies at `exif`, from its first byte on (tag 513 of
  /// the second directory); `nil` where there is none. It ends itself: what its length is said to be (tag
  /// 514) is not asked.
  static func thumbnail(of bytes: RawSpan, exif: Range<Int>) -> Range<Int>? {
    let exif = exif.clamped(to: 0..<bytes.byteCount)
    let tiff = bytes.extracting(exif)
    guard let directory = TIFFDirectory(firstOf: tiff)?.next(in: tiff),
      let start = directory.number(513, in: tiff), start < tiff.byteCount
    else { return nil }
    return exif.lowerBound + start..<exif.upperBound
  }
}
