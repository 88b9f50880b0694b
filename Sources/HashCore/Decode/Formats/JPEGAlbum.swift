/// The pictures of a JPEG file after its first: those that a multi-picture index names (CIPA DC-007), those
/// that its container's directory names, those in its extended XMP, and thumbnails.
///
/// Pictures are numbered in that order from 1, as Pillow numbers those of the index. Nothing is decoded here.
struct JPEGAlbum {
  private(set) var found: FurtherPictures
  private let countMax: Int
  /// How many there are so far, also those beyond the limit.
  private var numberedCount = 0

  /// - Parameters:
  ///   - countMax: most pictures to list.
  ///   - isNested: whether what the file names beyond its end is left to the search of the file around it.
  /// - Complexity: linear in the bytes: late segments are looked for, and the headers of what is named read.
  init(_ bytes: RawSpan, countMax: Int, isNested: Bool) {
    self.countMax = countMax
    let markers = JPEGMarkers(bytes, scanCountMax: .max)
    found = FurtherPictures(
      thumbnails: markers.thumbnails.files(in: bytes), end: markers.end ?? bytes.byteCount)
    if !isNested { addNamed(bytes, markers) }
    add(XMPExtension.pictures(in: bytes, at: markers.extendedXMP))
  }

  private mutating func addNamed(_ bytes: RawSpan, _ markers: JPEGMarkers) {
    let index = MultiPictureIndex(bytes, at: markers.multiPictureIndex, countMax: countMax)
    let container = markers.container.map { XMPContainer.files(bytes.clamped($0), after: found.end) } ?? []
    let files = container.filter { $0.place.upperBound <= bytes.byteCount && ($0.isMap || $0.isPicture) }
    found.mapStarts = Set(container.filter(\.isMap).map(\.place.lowerBound))
    let places = index.starts.map { $0..<bytes.byteCount } + files.map(\.place)
    // A header is walked up to the next picture, so that no byte is walked twice.
    let starts = Set(places.map(\.lowerBound)).sorted()
    let next = Dictionary(uniqueKeysWithValues: zip(starts, starts.dropFirst() + [bytes.byteCount]))
    for place in places where place.lowerBound > 0 && found.named.insert(place.lowerBound).inserted {
      let header = bytes.clamped(place.lowerBound..<next[place.lowerBound]!)
      append(place, in: bytes, header, isMap: found.mapStarts.contains(place.lowerBound))
    }
    found.misplaced.fileCount = index.announcedCount - numberedCount
    let containedCount = container.count { $0.isPicture }
    found.misplaced.pictureCount = containedCount - (numberedCount - found.auxiliaryCount)
  }

  /// Adds a file that is named. What does not begin as a JPEG does is left to the decoders, which may know
  /// it.
  private mutating func append(_ place: Range<Int>, in bytes: RawSpan, _ header: RawSpan, isMap: Bool) {
    let isJPEG = header.holds([0xFF, 0xD8, 0xFF])
    append(
      .place(isJPEG ? place.lowerBound..<bytes.byteCount : place),
      isAuxiliary: isMap || isJPEG && JPEGMarkers(header).isAuxiliary)
  }

  /// Adds what extended XMP holds.
  private mutating func add(_ extended: XMPExtension.Pictures) {
    for bytes in extended.files { append(.bytes(bytes[...])) }
    for bytes in extended.maps { append(.bytes(bytes[...]), isAuxiliary: true) }
  }

  private mutating func append(_ content: EmbeddedPicture.Content, isAuxiliary: Bool = false) {
    numberedCount += 1
    if isAuxiliary { found.auxiliaryCount += 1 }
    if numberedCount < countMax {
      found.embedded.append(EmbeddedPicture(content, isAuxiliary: isAuxiliary))
    } else if !isAuxiliary {
      found.missingCount += 1
    }
  }
}

/// The index of pictures behind the first one that a JPEG's APP2 segment holds (CIPA DC-007).
private struct MultiPictureIndex {
  /// How many pictures it names after the first.
  private(set) var announcedCount = 0
  /// Where those begin that are there, in its order.
  private(set) var starts: [Int] = []

  /// - Parameter block: from its byte-order mark on; `nil`: none.
  init(_ bytes: RawSpan, at block: Range<Int>?, countMax: Int) {
    guard let block = block?.clamped(to: 0..<bytes.byteCount) else { return }
    let index = bytes.extracting(block)
    guard let directory = TIFFDirectory(firstOf: index) else { return }
    let entries = directory.bytes(Self.entriesTag, in: index) ?? 0..<0
    let entryCount = entries.count / Self.entryByteCount
    announcedCount = max(0, max(entryCount, directory.number(Self.countTag, in: index) ?? 0) - 1)
    for number in 0..<min(entryCount, countMax) {
      let place = entries.lowerBound + number * Self.entryByteCount + 8
      // The first picture's own entry has the offset 0.
      guard let offset = directory.integer(in: index, at: place, 4), offset > 0 else { continue }
      let start = block.lowerBound + offset
      if bytes.holds([0xFF, 0xD8, 0xFF], at: start) { starts.append(start) }
    }
  }

  private static let countTag = 0xB001
  private static let entriesTag = 0xB002
  /// Attributes, size and offset, 4 bytes each, and two dependent entries.
  private static let entryByteCount = 16
}
