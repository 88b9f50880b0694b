/// What the segments of a JPEG file tell, walked once without decoding.
///
/// libjpeg decides what a picture looks like; this walk finds what libjpeg does not report: EXIF, thumbnails,
/// the index of further pictures, whether this is a picture to look at at all, and how its scans are laid
/// out.
struct JPEGMarkers {
  /// Where the picture begins: after start markers that are repeated before it.
  private(set) var start = 0
  /// Just beyond the end marker; `nil` where the walk ended before it.
  private(set) var end: Int?
  /// The EXIF block (from its byte-order mark on) of the first APP1 segment that has one.
  private(set) var exif: Range<Int>?
  /// Small copies of the picture, wherever the walk came by.
  private(set) var thumbnails = JPEGThumbnails()
  /// The block, from its byte-order mark on, of the first APP2 segment that announces further pictures after
  /// this one (CIPA DC-007, Multi-Picture Format).
  private(set) var multiPictureIndex: Range<Int>?
  /// The XMP of the first APP1 segment that lists files after this picture.
  private(set) var container: Range<Int>?
  /// The APP1 segments of extended XMP, in their order, wherever the walk came by.
  private(set) var extendedXMP: [Range<Int>] = []
  /// Whether the metadata say that this is a gain map or a depth map: numbers for the display of another
  /// picture. Asked of pictures after the first alone.
  private(set) var isAuxiliary = false
  /// How many scans were come to.
  private(set) var scanCount = 0
  /// How the scans are laid out, of a progressive picture that was walked to its end and has them all.
  private(set) var progressiveScans: ProgressiveScans?

  /// Walks the segments to the end marker, or to the scan after `scanCountMax` others; without any, those
  /// before the first scan alone. What stands between segments is skipped. What is said of the picture as a
  /// whole counts before its first scan alone.
  ///
  /// - Parameter tellsLayout: whether to look at how the scans are laid out.
  /// - Complexity: beyond the first scan, one search for 0xFF bytes through the entropy-coded data, and what
  ///   `ProgressiveScans` looks at.
  init(_ bytes: RawSpan, scanCountMax: Int = 0, tellsLayout: Bool = false) {
    while bytes.holds([0xFF, 0xD8, 0xFF, 0xD8], at: start) { start += 2 }
    var layout = tellsLayout ? ProgressiveScans() : nil
    var offset = start + 2
    while end == nil, scanCount <= scanCountMax, let segment = JPEGSegment(bytes, from: offset) {
      if segment.marker == 0xD9 { end = segment.end }
      if segment.marker == 0xDA { scanCount += 1 }
      note(segment, bytes)
      if scanCount == 0 { noteHeader(segment, bytes) }
      if layout?.add(segment, from: offset, in: bytes) == false { layout = nil }
      offset = segment.end
    }
    if end != nil { progressiveScans = layout }
  }

  private mutating func note(_ segment: JPEGSegment, _ bytes: RawSpan) {
    thumbnails.note(segment, bytes)
    if segment.marker == 0xE1, bytes.holds(XMPExtension.name, at: segment.payload.lowerBound) {
      extendedXMP.append(segment.payload)
    }
  }

  private mutating func noteHeader(_ segment: JPEGSegment, _ bytes: RawSpan) {
    let start = segment.payload.lowerBound
    switch segment.marker {
    case 0xE1 where bytes.holds(EXIFBlock.name, at: start):
      exif = exif ?? EXIFBlock.place(in: segment, bytes)
    case 0xE1 where bytes.holds(Self.xmpName, at: start):
      let xmp = bytes.clamped(segment.payload)
      isAuxiliary = isAuxiliary || Self.describesAuxiliary(xmp)
      if container == nil, XMPContainer.isNamed(in: xmp) { container = segment.payload }
    case 0xE2 where multiPictureIndex == nil && bytes.holds("MPF\0", at: start):
      multiPictureIndex = min(start + 4, segment.end)..<segment.end
    case 0xE2 where bytes.holds(Self.gainMapName, at: start):
      // Beside a gain map's own numbers there are segments that give nothing but two version numbers.
      isAuxiliary = isAuxiliary || segment.payload.count > Self.gainMapName.utf8CodeUnitCount + 5
    default: break
    }
  }

  /// XMP (ISO 16684-1) in a JPEG.
  private static let xmpName: StaticString = "http://ns.adobe.com/xap/1.0/"
  /// ISO 21496-1: what a gain map holds.
  private static let gainMapName: StaticString = "urn:iso:std:iso:ts:21496:-1"

  /// Whether XMP says so: of an Ultra HDR gain map, or as Apple marks auxiliary pictures. A picture that has
  /// a gain map names the same namespace, and a directory of what belongs to it.
  private static func describesAuxiliary(_ xmp: RawSpan) -> Bool {
    if xmp.contains("http://ns.apple.com/pixeldatainfo/1.0/") { return true }
    return xmp.contains("http://ns.adobe.com/hdr-gain-map/1.0/")
      && !XMPContainer.isNamed(in: xmp)
  }
}

extension EXIFBlock {
  static let name: StaticString = "Exif\0"

  /// The block, from its byte-order mark on, that an APP1 segment holds; `nil` where it holds none.
  static func place(in segment: JPEGSegment, _ bytes: RawSpan) -> Range<Int>? {
    let start = segment.payload.lowerBound
    return bytes.holds(name, at: start) ? min(start + 6, segment.end)..<segment.end : nil
  }
}

/// One marker and the bytes that belong to it.
struct JPEGSegment {
  let marker: UInt8
  /// Where the marker begins: its code and the 0xFF before it.
  let start: Int
  /// The bytes after the length; empty for markers that have none. May reach beyond the file.
  let payload: Range<Int>

  var end: Int { payload.upperBound }

  /// The next marker at or after `offset`, skipping what stands before it, as libjpeg
  /// does; `nil` if there is none.
  init?(_ bytes: RawSpan, from offset: Int) {
    guard let place = nextMarker(bytes, from: offset), let marker = bytes.byte(at: place) else { return nil }
    self.marker = marker
    start = place - 1
    let standsAlone = marker == 0x01 || (0xD0...0xD9).contains(marker)
    if standsAlone {
      payload = place + 1..<place + 1
    } else {
      guard let length = bytes.integer(at: place + 1, byteCount: 2) else { return nil }
      payload = place + 3..<place + 1 + max(2, length)
    }
  }
}

/// The offset of the first marker code (the byte after the 0xFF bytes that precede it) at or after `offset`.
private func nextMarker(_ bytes: RawSpan, from offset: Int) -> Int? {
  var place = offset
  while let fill = bytes.firstOffset(of: 0xFF, from: place) {
    place = fill + 1
    while bytes.byte(at: place) == 0xFF { place += 1 }
    guard let code = bytes.byte(at: place) else { return nil }
    if code != 0 { return place }
  }
  return nil
}
