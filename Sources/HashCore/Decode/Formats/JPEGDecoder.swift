import CImageCodecs

/// JPEG through libjpeg: full-size RGB (slow integer DCT, fancy upsampling: what the reference is given), or
/// reduced in the DCT.
///
/// SAFETY: nothing unsafe is kept here; the codec owns its handle.
@safe final class JPEGDecoder: CodecDecoder {
  /// The sides are those that libjpeg takes.
  static let format = PictureFormat(
    name: "jpeg", title: "JPEG", sideMax: 65_500,
    library: Codec.library("libjpeg-turbo", matchd_jpeg_version()))

  // SAFETY: the new handle is given to the codec alone.
  let codec = unsafe Codec(owning: matchd_jpeg_create(), of: format)
  private var byteCount = 0
  private var header = PictureHeader(width: 0, height: 0)
  /// How the scans of a progressive picture are laid out; `nil` where not all can be told.
  private var scans: ProgressiveScans?
  /// Bytes after the end of a picture of which only parts are read.
  private var unreadByteCount = 0

  static func recognises(_ bytes: RawSpan) -> Bool {
    bytes.holds([0xFF, 0xD8]) && (bytes.byteCount == 2 || bytes.byte(at: 2) == 0xFF)
  }

  static func metadata(of bytes: RawSpan) -> PictureMetadata {
    let markers = JPEGMarkers(bytes)
    return PictureMetadata(
      exifTag: markers.exif.flatMap { EXIFBlock.orientationTag(of: bytes.clamped($0)) }, start: markers.start,
      announcesMorePictures: markers.multiPictureIndex != nil || markers.container != nil,
      isAuxiliary: markers.isAuxiliary)
  }

  static func furtherPictures(in bytes: RawSpan, countMax: Int, isNested: Bool) -> FurtherPictures {
    JPEGAlbum(bytes, countMax: countMax, isNested: isNested).found
  }

  static func firstFile(in bytes: RawSpan, from start: Int, _ budget: inout SearchBudget) -> Int? {
    JPEGSearch.firstFile(in: bytes, from: start, &budget)
  }

  static func end(of bytes: RawSpan) -> Int? { JPEGMarkers(bytes, scanCountMax: .max).end }

  // SAFETY: the caller keeps `bytes` valid until `close`.
  @unsafe func open(_ bytes: UnsafeRawBufferPointer) throws(DecodeError) -> PictureHeader {
    (byteCount, unreadByteCount, scans) = (bytes.count, 0, nil)
    header = try unsafe codec.open(bytes)
    if header.heldByteCount > 0 {
      // SAFETY: as above.
      let markers = JPEGMarkers(
        unsafe RawSpan(_unsafeBytes: bytes), scanCountMax: DecodeLimits.scanCountMax, tellsLayout: true)
      (header.scanCount, scans) = (markers.scanCount, markers.progressiveScans)
    }
    return header
  }

  /// A progressive picture that lacks bits of its coefficients is smoothed as it is decoded, so that its
  /// reduced rows would not be averages of the full ones; and at 1/8 only DC scans are read, so that nobody
  /// else would see what is wrong with the others.
  func start(_ plan: DecodePlan) throws(DecodeError) -> RowShape {
    guard case .reduced(let reduction) = plan, isProgressive else { return try codec.start(plan) }
    guard let scans else {
      let expected = "every bit of every coefficient of a progressive JPEG once, in the usual order"
      throw DecodeError(.corrupt(expected: expected, found: "other scans"))
    }
    guard reduction == ProgressiveScans.dcReduction else { return try codec.start(plan) }
    unreadByteCount = byteCount - scans.end
    return try codec.start(plan, parts: scans.dcParts)
  }

  private var isProgressive: Bool { header.reductionMax == ProgressiveScans.dcReduction }

  func finish() -> PictureCondition {
    var condition = PictureCondition(codec.finish(), damage: codec.damage)
    condition.trailingByteCount += unreadByteCount
    return condition
  }
}
