/// What stands in a file beside the picture and matters to its hash.
struct PictureMetadata {
  /// The EXIF orientation tag, 1...8.
  private(set) var exifTag: Int?
  /// Where the picture begins: after start markers that are repeated.
  private(set) var start = 0
  /// Whether bytes after the end are as they should be.
  private(set) var announcesMorePictures = false

  init(_ format: PictureFormat, _ bytes: RawSpan) {
    switch format {
    case .jpeg:
      let markers = JPEGMarkers(bytes)
      start = markers.start
      announcesMorePictures = markers.announcesMorePictures
      exifTag = markers.exif.flatMap { exifOrientationTag(inTIFF: bytes.clamped($0)) }
    case .png:
      exifTag = exifBlock(ofPNG: bytes).flatMap { exifOrientationTag(inTIFF: bytes.clamped($0)) }
    }
  }

  /// The complaints about a picture: the decoder's, one for bytes after the end, one for repeated start
  /// markers.
  func warningCount(_ findings: DecodeFindings) -> Int {
    let hasStrayBytes = findings.trailingByteCount > 0 && !announcesMorePictures
    return findings.warningCount + (hasStrayBytes ? 1 : 0) + (start > 0 ? 1 : 0)
  }
}
