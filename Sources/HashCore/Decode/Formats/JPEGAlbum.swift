/// The pictures of a JPEG file after its first: those that a multi-picture index names (CIPA DC-007), those
/// that its container's directory names, those that begin after the first one's end without being named,
/// those in its extended XMP, and the thumbnail in EXIF.
///
/// Pictures are numbered in that order from 1, as Pillow numbers those of the index. Nothing is decoded here.
struct JPEGAlbum {
  private(set) var found = FurtherPictures()
  private let countMax: Int
  private var starts: Set<Int> = [0]
  private var lastNumber = 0
  /// What the container says of the files after the picture.
  private let container: [XMPContainer.File]

  /// - Parameters:
  ///   - end: where the first picture was seen to end; `nil` where it was not decoded: its markers tell.
  ///   - countMax: most pictures to list.
  init(_ bytes: RawSpan, after end: Int?, countMax: Int) {
    self.countMax = countMax
    let markers = JPEGMarkers(bytes)
    let end = end ?? JPEGMarkers(bytes, scanCountMax: .max).end ?? bytes.byteCount
    container = markers.container.map { XMPContainer.files(bytes.clamped($0), after: end) } ?? []
    let announcedCount = addNamed(bytes, markers)
    for file in container { add(file, bytes) }
    addTrailing(bytes, from: end)
    // What is named and not where it should be may be among those that follow.
    found.missingCount += max(0, announcedCount - lastNumber, containedCount - foundCount)
    add(XMPExtension.pictures(in: bytes, at: markers.extendedXMP))
    found.embedded += EXIFBlock.thumbnail(of: bytes, exif: markers.exif)
  }

  /// How many pictures there are to be by the container. A map that is gone is missed by nobody.
  private var containedCount: Int { container.count { $0.isPicture } }
  private var foundCount: Int { lastNumber - found.auxiliaryCount }

  /// Adds what the index names, and returns how many pictures it names after the first.
  private mutating func addNamed(_ bytes: RawSpan, _ markers: JPEGMarkers) -> Int {
    guard let block = markers.multiPictureIndex?.clamped(to: 0..<bytes.byteCount) else { return 0 }
    let index = bytes.extracting(block)
    guard let directory = TIFFDirectory(firstOf: index) else { return 0 }
    let entries = directory.bytes(Self.entriesTag, in: index) ?? 0..<0
    let entryCount = entries.count / Self.entryByteCount
    for number in 0..<min(entryCount, countMax) {
      let place = entries.lowerBound + number * Self.entryByteCount + 8
      // The first picture's own entry has the offset 0.
      guard let offset = directory.integer(in: index, at: place, 4), offset > 0 else { continue }
      let start = block.lowerBound + offset
      guard bytes.holds([0xFF, 0xD8, 0xFF], at: start), !starts.contains(start) else { continue }
      add(JPEGMarkers(bytes.extracting(start...)), at: start, bytes)
    }
    return max(entryCount, directory.number(Self.countTag, in: index) ?? 0) - 1
  }

  private mutating func addTrailing(_ bytes: RawSpan, from end: Int) {
    var search = JPEGSearch()
    var place = end
    while let start = search.startOfPicture(in: bytes, from: place) {
      let markers = JPEGMarkers(bytes.extracting(start...), scanCountMax: .max)
      add(markers, at: start, bytes)
      guard let length = markers.end else { return }
      place = start + length
    }
    if search.gaveUp { found.missingCount += 1 }
  }

  private mutating func add(_ markers: JPEGMarkers, at start: Int, _ bytes: RawSpan) {
    guard starts.insert(start).inserted else { return }
    lastNumber += 1
    if markers.isAuxiliary || container.contains(where: { $0.isMap && $0.place.lowerBound == start }) {
      found.auxiliaryCount += 1
    } else {
      append(.place(start..<bytes.byteCount))
    }
  }

  /// Adds what the container's directory names. What does not begin as a JPEG does is left to the decoders,
  /// which may know it.
  private mutating func add(_ file: XMPContainer.File, _ bytes: RawSpan) {
    let start = file.place.lowerBound
    guard file.place.upperBound <= bytes.byteCount, file.isMap || file.isPicture else { return }
    if bytes.holds([0xFF, 0xD8, 0xFF], at: start) {
      return add(JPEGMarkers(bytes.extracting(start...)), at: start, bytes)
    }
    guard starts.insert(start).inserted else { return }
    lastNumber += 1
    if file.isMap { found.auxiliaryCount += 1 } else { append(.place(file.place)) }
  }

  /// Adds what extended XMP holds.
  private mutating func add(_ extended: XMPExtension.Pictures) {
    found.auxiliaryCount += extended.mapCount
    for bytes in extended.files {
      lastNumber += 1
      append(.bytes(bytes))
    }
  }

  private mutating func append(_ content: EmbeddedPicture.Content) {
    if found.embedded.count + 1 < countMax {
      found.embedded.append(EmbeddedPicture(.number(lastNumber), content))
    } else {
      found.missingCount += 1
    }
  }

  private static let countTag = 0xB001
  private static let entriesTag = 0xB002
  /// Attributes, size and offset, 4 bytes each, and two dependent entries.
  private static let entryByteCount = 16
}

/// Finds JPEGs among bytes that may be anything.
private struct JPEGSearch {
  /// Segments that may still be looked at: crafted bytes may begin many pictures that are none.
  private var segmentsLeft = 100_000
  /// Whether bytes were left unsearched.
  var gaveUp: Bool { segmentsLeft <= 0 }

  /// Where the first JPEG at or after `start` begins; one that the end of the bytes cuts counts.
  mutating func startOfPicture(in bytes: RawSpan, from start: Int) -> Int? {
    var place = start
    while !gaveUp, let mark = bytes.firstOffset(of: 0xFF, from: place) {
      if bytes.byte(at: mark + 1) == 0xD8, isPicture(bytes, at: mark) { return mark }
      place = mark + 1
    }
    return nil
  }

  /// Whether well-formed segments lead from `start` to a scan, or to the end of the bytes.
  private mutating func isPicture(_ bytes: RawSpan, at start: Int) -> Bool {
    var place = start + 2
    var hasFrame = false
    while let mark = bytes.byte(at: place) {
      segmentsLeft -= 1
      guard mark == 0xFF, !gaveUp else { return false }
      guard let marker = bytes.byte(at: place + 1),
        let length = bytes.integer(at: place + 2, byteCount: 2)
      else { return true }
      if marker == 0xDA { return hasFrame }
      guard Self.headerMarkers.contains(marker), length >= 2 else { return false }
      hasFrame = hasFrame || Self.frameMarkers.contains(marker)
      place += 2 + length
    }
    return true
  }

  private static let frameMarkers = Set<UInt8>(0xC0...0xCF).subtracting([0xC4, 0xC8, 0xCC])
  /// Frames, tables, application data and comments.
  private static let headerMarkers = frameMarkers.union([0xC4, 0xCC, 0xDB, 0xDC, 0xDD, 0xFE])
    .union(0xE0...0xEF)
}
