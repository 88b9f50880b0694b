import CImageCodecs

/// WebP through libwebp: the still picture, or the first frame of an animation as it is shown.
///
/// SAFETY: nothing unsafe is kept here; the codec owns its handle.
@safe final class WebPDecoder: PictureDecoder {
  /// The sides are those that VP8 and VP8L can say.
  static let format = PictureFormat(
    name: "webp", title: "WebP", sideMax: 16_383, library: Codec.library("libwebp", matchd_webp_version()))

  // SAFETY: the new handle is given to the codec alone.
  private let codec = unsafe Codec(owning: matchd_webp_create(), of: format)
  private var bytes = HeldBytes()
  private var layout = WebPLayout(RawSpan(), frameCountMax: 0)
  /// Where the file begins with a frame.
  private var composition: FrameComposition?

  static func recognises(_ bytes: RawSpan) -> Bool { bytes.holds("RIFF") && bytes.holds("WEBP", at: 8) }

  static func metadata(of bytes: RawSpan) -> PictureMetadata {
    let exif = WebPLayout(bytes, frameCountMax: 0).exif.first
    return PictureMetadata(exifTag: exif.flatMap { EXIFBlock.orientationTag(of: bytes.clamped($0)) })
  }

  static func furtherPictures(in bytes: RawSpan, countMax: Int, isNested: Bool) -> FurtherPictures {
    let layout = WebPLayout(bytes, frameCountMax: countMax + 1)
    let composer = WebPFrameComposer(layout)
    let hiddenCount = layout.still != nil && !layout.beginsWithStill ? 1 : 0
    return FurtherPictures(
      animation: composer.map { FrameComposition($0, from: layout.beginsWithStill ? 0 : 1) },
      thumbnails: layout.exif.compactMap { EXIFBlock.thumbnail(of: bytes, exif: $0).map { .place($0) } },
      missingCount: layout.missingCount + hiddenCount, end: layout.end)
  }

  static func firstFile(in bytes: RawSpan, from start: Int, _ budget: inout SearchBudget) -> Int? {
    bytes.firstFile(marked: "RIFF", from: start, &budget, where: recognises)
  }

  static func end(of bytes: RawSpan) -> Int? { WebPLayout(bytes, frameCountMax: 0).end }

  // SAFETY: the caller keeps `bytes` valid until `close`.
  @unsafe func open(_ bytes: UnsafeRawBufferPointer) throws(DecodeError) -> PictureHeader {
    // SAFETY: as above.
    self.bytes = unsafe HeldBytes(bytes)
    layout = WebPLayout(self.bytes.span, frameCountMax: 1)
    composition = nil
    if layout.beginsWithStill, let still = layout.still {
      let pixels = still.clamped(to: 0..<bytes.count)
      // SAFETY: as above.
      return try unsafe codec.open(UnsafeRawBufferPointer(rebasing: bytes[pixels]))
    }
    guard let composer = WebPFrameComposer(layout) else {
      throw .noPicture(expected: "a picture in a \(Self.format.title)", isCut: layout.isCut)
    }
    let opened = FrameComposition(composer, from: 0)
    composition = opened
    return opened.header
  }

  func start(_ plan: DecodePlan) throws(DecodeError) -> RowShape {
    guard let composition else { return try codec.start(plan) }
    try composition.openFirst(bytes.span)
    return try composition.start(plan)
  }

  func read(into rows: inout [UInt8], rowOffset: Int, rowCapacity: Int) throws(DecodeError) -> Int {
    if let composition {
      return try composition.read(into: &rows, rowOffset: rowOffset, rowCapacity: rowCapacity)
    }
    return try codec.read(into: &rows, rowOffset: rowOffset, rowCapacity: rowCapacity)
  }

  /// libwebp reads ahead, and is content with a picture whose last bytes are not there.
  func finish() -> PictureCondition {
    var condition = composition?.finish() ?? PictureCondition(codec.finish(), damage: codec.damage)
    let byteCount = bytes.span.byteCount
    if composition == nil, let still = layout.still, still.upperBound > byteCount, condition.damage == nil {
      condition.isTruncated = true
    }
    if layout.isCut { condition.warningCount += 1 }
    condition.trailingByteCount = max(0, byteCount - layout.end)
    return condition
  }

  func close() {
    codec.close()
    composition = nil
    bytes = HeldBytes()
  }
}
