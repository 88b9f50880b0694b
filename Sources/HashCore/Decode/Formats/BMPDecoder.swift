/// BMP, decoded here: every variety that Pillow reads.
final class BMPDecoder: PictureDecoder {
  static let format = PictureFormat(name: "bmp", title: "BMP", sideMax: BitmapHeader.sideMax)

  private static let fileHeaderByteCount = 14

  private var bytes = HeldBytes()
  private var picture: BitmapPicture?

  static func recognises(_ bytes: RawSpan) -> Bool {
    guard bytes.holds("BM"), let size = bytes.integer(at: 14, byteCount: 4, bigEndian: false) else {
      return false
    }
    return BitmapHeader.byteCounts.contains(size)
  }

  static func metadata(of bytes: RawSpan) -> PictureMetadata { PictureMetadata() }

  static func furtherPictures(in bytes: RawSpan, countMax: Int, isNested: Bool) -> FurtherPictures {
    FurtherPictures(end: end(of: bytes) ?? bytes.byteCount)
  }

  /// Two letters are a weak mark: what follows them has to fit.
  static func firstFile(in bytes: RawSpan, from start: Int, _ budget: inout SearchBudget) -> Int? {
    bytes.firstFile(marked: "BM", from: start, &budget, where: isBegun)
  }

  /// Whether the bytes are the beginning of a file, as far as they go.
  private static func isBegun(_ bytes: RawSpan) -> Bool {
    let reserved = min(4, max(0, bytes.byteCount - 6))
    guard bytes.holds([UInt8](repeating: 0, count: reserved), at: 6) else { return false }
    guard bytes.byteCount >= 18 else { return true }
    guard recognises(bytes) else { return false }
    do throws(DecodeError) {
      _ = try open(bytes)
      return true
    } catch {
      if case .truncated = error.reason { return true }
      return false
    }
  }

  static func end(of bytes: RawSpan) -> Int? {
    guard let picture = try? open(bytes) else { return nil }
    return min(bytes.byteCount, max(picture.end(in: bytes), announcedByteCount(bytes)))
  }

  // SAFETY: the caller keeps `bytes` valid until `close`.
  @unsafe func open(_ bytes: UnsafeRawBufferPointer) throws(DecodeError) -> PictureHeader {
    // SAFETY: as above.
    self.bytes = unsafe HeldBytes(bytes)
    let opened = try Self.open(self.bytes.span)
    picture = opened
    return PictureHeader(
      width: opened.shape.width, height: opened.shape.height, channelCount: opened.shape.channelCount,
      heldByteCount: opened.heldByteCount)
  }

  func start(_ plan: DecodePlan) throws(DecodeError) -> RowShape {
    try picture?.start(bytes.span)
    return picture?.shape ?? RowShape(width: 0, height: 0, channelCount: 3)
  }

  func read(into rows: inout [UInt8], rowOffset: Int, rowCapacity: Int) throws(DecodeError) -> Int {
    picture?.read(of: bytes.span, into: &rows, rowOffset: rowOffset, rowCapacity: rowCapacity) ?? 0
  }

  func finish() -> PictureCondition {
    let span = bytes.span
    var condition = picture?.finish() ?? PictureCondition()
    condition.trailingByteCount = span.byteCount - (Self.end(of: span) ?? span.byteCount)
    if Self.announcedByteCount(span) > span.byteCount { condition.warningCount += 1 }
    return condition
  }

  func close() {
    picture = nil
    bytes = HeldBytes()
  }

  private static func open(_ bytes: RawSpan) throws(DecodeError) -> BitmapPicture {
    let place = bytes.integer(at: 10, byteCount: 4, bigEndian: false) ?? 0
    let pixels = place > fileHeaderByteCount ? place - fileHeaderByteCount : nil
    let header = try BitmapHeader(
      bytes.clamped(fileHeaderByteCount..<max(fileHeaderByteCount, bytes.byteCount)), isIcon: false,
      pixels: pixels)
    // Some writers give the end of the header, though colours follow it.
    let isTooEarly = place == fileHeaderByteCount + (bytes.integer(at: 14, byteCount: 1) ?? 0)
    let start = place == 0 || (isTooEarly && header.bitCount <= 8) ? fileHeaderByteCount + header.end : place
    return BitmapPicture(header, pixels: start, hasMask: false)
  }

  /// The length that the file says it has.
  private static func announcedByteCount(_ bytes: RawSpan) -> Int {
    bytes.integer(at: 2, byteCount: 4, bigEndian: false) ?? 0
  }
}
