import CImageCodecs

/// GIF through giflib: the first image on its screen, and the others composed.
final class GIFDecoder: PictureDecoder {
  /// The sides are those that the format can say.
  static let format = PictureFormat(
    name: "gif", title: "GIF", sideMax: 65_535, library: Codec.library("giflib", matchd_gif_version()))

  private var bytes = HeldBytes()
  private var layout = GIFLayout(RawSpan(), imageCountMax: 0)
  private var composer: GIFFrameComposer?
  /// Where the first image has to be put on a canvas.
  private var composition: FrameComposition?
  private var condition = PictureCondition()

  static func recognises(_ bytes: RawSpan) -> Bool { bytes.holds("GIF87a") || bytes.holds("GIF89a") }

  static func metadata(of bytes: RawSpan) -> PictureMetadata { PictureMetadata() }

  static func furtherPictures(in bytes: RawSpan, countMax: Int, isNested: Bool) -> FurtherPictures {
    let layout = GIFLayout(bytes, imageCountMax: countMax + 1)
    let composer = layout.images.count > 1 ? GIFFrameComposer(layout) : nil
    return FurtherPictures(
      animation: composer.map { FrameComposition($0, from: 1) }, missingCount: layout.missingCount,
      end: layout.end)
  }

  static func firstFile(in bytes: RawSpan, from start: Int, _ budget: inout SearchBudget) -> Int? {
    bytes.firstFile(marked: "GIF8", from: start, &budget, where: recognises)
  }

  static func end(of bytes: RawSpan) -> Int? { GIFLayout(bytes, imageCountMax: 0).end }

  // SAFETY: the caller keeps `bytes` valid until `close`.
  @unsafe func open(_ bytes: UnsafeRawBufferPointer) throws(DecodeError) -> PictureHeader {
    // SAFETY: as above.
    self.bytes = unsafe HeldBytes(bytes)
    layout = GIFLayout(self.bytes.span, imageCountMax: 1)
    guard let composer = GIFFrameComposer(layout) else {
      throw .noPicture(expected: "an image in a \(Self.format.title)", isCut: layout.isCut)
    }
    self.composer = composer
    guard let shape = composer.firstShape else {
      let opened = FrameComposition(composer, from: 0)
      composition = opened
      return opened.header
    }
    composition = nil
    return PictureHeader(
      width: shape.width, height: shape.height, comesAtOnce: true, channelCount: shape.channelCount)
  }

  func start(_ plan: DecodePlan) throws(DecodeError) -> RowShape {
    if let shape = composer?.firstShape { return shape }
    guard let composition else { preconditionFailure("a decoder is opened before it is started") }
    try composition.openFirst(bytes.span)
    return try composition.start(plan)
  }

  func read(into rows: inout [UInt8], rowOffset: Int, rowCapacity: Int) throws(DecodeError) -> Int {
    if let composition {
      return try composition.read(into: &rows, rowOffset: rowOffset, rowCapacity: rowCapacity)
    }
    guard let composer else { return 0 }
    condition = try composer.readFirst(of: bytes.span, into: &rows, rowOffset: rowOffset)
    return composer.height
  }

  func finish() -> PictureCondition {
    var condition = composition?.finish() ?? condition
    if layout.isCut { condition.warningCount += 1 }
    condition.trailingByteCount = bytes.span.byteCount - layout.end
    return condition
  }

  func close() {
    composer = nil
    composition = nil
    bytes = HeldBytes()
  }
}
