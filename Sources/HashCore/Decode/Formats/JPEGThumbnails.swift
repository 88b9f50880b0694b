/// Where the segments of a JPEG file hold small copies of its picture: EXIF, the extension of JFIF, and
/// Photoshop's resources.
struct JPEGThumbnails {
  private var exifBlocks: [Range<Int>] = []
  private var extensions: [Range<Int>] = []
  private var resources: [Range<Int>] = []

  /// Takes in a segment.
  mutating func note(_ segment: JPEGSegment, _ bytes: RawSpan) {
    let payload = segment.payload
    switch segment.marker {
    case 0xE0 where bytes.holds(Self.extensionName, at: payload.lowerBound):
      Self.add(payload.dropFirst(Self.extensionName.utf8CodeUnitCount), to: &extensions)
    case 0xE1: EXIFBlock.place(in: segment, bytes).map { Self.add($0, to: &exifBlocks) }
    case 0xED where bytes.holds(PhotoshopResources.name, at: payload.lowerBound):
      Self.add(payload.dropFirst(PhotoshopResources.name.utf8CodeUnitCount), to: &resources)
    default: break
    }
  }

  /// What is there, as files that decoders may recognise.
  func files(in bytes: RawSpan) -> [EmbeddedPicture.Content] {
    var joined: [UInt8] = []
    for part in resources { joined.append(bytes, part) }
    return exifBlocks.compactMap { EXIFBlock.thumbnail(of: bytes, exif: $0).map { .place($0) } }
      + extensions.map { .place($0) } + PhotoshopResources.thumbnails(in: joined).map { .bytes($0) }
  }

  private static func add(_ place: Range<Int>, to places: inout [Range<Int>]) {
    if places.count < placeCountMax { places.append(place) }
  }

  /// A thumbnail that is coded as a JPEG: JFIF 1.02, "Thumbnail coded using JPEG".
  private static let extensionName: StaticString = "JFXX\0\u{10}"
  /// Most places of a kind that are kept; cameras write one.
  private static let placeCountMax = 1_000
}

/// Photoshop's image resource blocks, as far as they hold thumbnails (Adobe Photoshop File Formats
/// Specification, "Thumbnail resource format").
enum PhotoshopResources {
  static let name: StaticString = "Photoshop 3.0\0"

  /// The JPEGs of thumbnail resources.
  ///
  /// - Parameter resources: those of all segments, one behind the other, since a block may go on in the next.
  static func thumbnails(in resources: [UInt8]) -> [ArraySlice<UInt8>] {
    var found: [ArraySlice<UInt8>] = []
    var place = 0
    // SAFETY: a byte has no padding.
    let bytes = unsafe resources.span.bytes
    while let start = bytes.firstOffset(of: "8BIM", from: place), found.count < thumbnailCountMax {
      place = start + 4
      if let file = thumbnail(in: bytes, at: place) { found.append(resources[file]) }
    }
    return found
  }

  /// The JPEG of the resource whose number stands at `start`; `nil` where that is none of a thumbnail.
  private static func thumbnail(in bytes: RawSpan, at start: Int) -> Range<Int>? {
    guard let number = bytes.integer(at: start, byteCount: 2), thumbnailNumbers.contains(number),
      let nameLength = bytes.byte(at: start + 2)
    else { return nil }
    // The name's length and the name take an even number of bytes; the length of the data follows.
    let data = start + 2 + (Int(nameLength) + 2) / 2 * 2 + 4
    guard let length = bytes.integer(at: data - 4, byteCount: 4), length > headerByteCount else { return nil }
    let file = (data + headerByteCount..<data + length).clamped(to: 0..<bytes.byteCount)
    return file.isEmpty ? nil : file
  }

  /// Of Photoshop 4 and of later ones.
  private static let thumbnailNumbers = [0x0409, 0x040C]
  /// Form, sizes and depth.
  private static let headerByteCount = 28
  /// Writers put in one.
  private static let thumbnailCountMax = 1_000
}
