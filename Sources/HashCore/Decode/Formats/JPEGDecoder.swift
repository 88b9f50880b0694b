import CImageCodecs

/// JPEG through libjpeg: full-size RGB (slow integer DCT, fancy upsampling: what the reference is given), or
/// luma alone, reduced in the DCT.
///
/// SAFETY: `bytes` is what `open` was given, which stands until `close`; it is read between the two.
@safe final class JPEGDecoder: CodecDecoder {
  /// The sides are those that libjpeg takes.
  static let format = PictureFormat(name: "jpeg", title: "JPEG", sideMax: 65_500)

  // SAFETY: the new handle is given to the codec alone.
  let codec = unsafe Codec(owning: matchd_jpeg_create(), of: format)
  private var bytes = unsafe UnsafeRawBufferPointer(start: nil, count: 0)

  static func recognises(_ bytes: RawSpan) -> Bool {
    bytes.holds([0xFF, 0xD8]) && (bytes.byteCount == 2 || bytes.byte(at: 2) == 0xFF)
  }

  static func metadata(of bytes: RawSpan) -> PictureMetadata {
    let markers = JPEGMarkers(bytes)
    return PictureMetadata(
      exifTag: markers.exif.flatMap { exifOrientationTag(inTIFF: bytes.clamped($0)) }, start: markers.start,
      announcesMorePictures: markers.announcesMorePictures)
  }

  // SAFETY: the caller keeps `bytes` valid until `close`.
  @unsafe func open(_ bytes: UnsafeRawBufferPointer) throws(DecodeError) -> PictureHeader {
    unsafe self.bytes = bytes
    return try unsafe codec.open(bytes)
  }

  func finish() -> PictureCondition {
    let found = codec.finish()
    var condition = PictureCondition(found)
    if found.stopped_early != 0 { lookAtRest(&condition) }
    return condition
  }

  /// A progressive picture at 1/8 needs its first scan alone: see that the rest of the file is there.
  private func lookAtRest(_ condition: inout PictureCondition) {
    // SAFETY: the picture is still open, so that its bytes stand.
    let file = unsafe RawSpan(_unsafeBytes: bytes)
    if let end = JPEGMarkers.endOfImage(file) {
      condition.trailingByteCount = file.byteCount - end
    } else {
      condition.isTruncated = true
    }
  }
}
