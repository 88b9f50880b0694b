/// ICO and CUR: icons, each a PNG or a bitmap with a mask. The first picture is the largest one, as Pillow
/// shows it; the others follow by size.
final class ICODecoder: PictureDecoder {
  static let format = PictureFormat(name: "ico", title: "ICO", sideMax: BitmapHeader.sideMax)

  private var bytes = HeldBytes()
  private var bitmap: BitmapPicture?
  private var directory = IconDirectory(RawSpan())
  /// Decodes the icon where it is a PNG, and has it open then.
  private lazy var inner = PNGDecoder()
  private var isInner = false

  static func recognises(_ bytes: RawSpan) -> Bool { IconDirectory(bytes).isPlausible }

  static func metadata(of bytes: RawSpan) -> PictureMetadata { PictureMetadata() }

  static func furtherPictures(in bytes: RawSpan, countMax: Int, isNested: Bool) -> FurtherPictures {
    let directory = IconDirectory(bytes)
    // Icons do not overlap: together they are no larger than the file.
    var byteCountLeft = bytes.byteCount
    let others = directory.icons.dropFirst().prefix(countMax).prefix { icon in
      byteCountLeft -= icon.place.clamped(to: 0..<bytes.byteCount).count
      return byteCountLeft >= 0
    }
    return FurtherPictures(
      embedded: others.map { EmbeddedPicture(content(of: $0, bytes)) },
      missingCount: max(0, directory.icons.count - 1 - others.count) + directory.missingCount,
      end: min(directory.end, bytes.byteCount))
  }

  // SAFETY: the caller keeps `bytes` valid until `close`.
  @unsafe func open(_ bytes: UnsafeRawBufferPointer) throws(DecodeError) -> PictureHeader {
    // SAFETY: as above.
    self.bytes = unsafe HeldBytes(bytes)
    directory = IconDirectory(self.bytes.span)
    (bitmap, isInner) = (nil, false)
    guard let icon = directory.icons.first else {
      throw DecodeError(.truncated(expected: "a directory of icons", found: "the end of the file"))
    }
    let place = icon.place.clamped(to: 0..<bytes.count)
    // SAFETY: as above; the place lies within the bytes.
    let file = unsafe UnsafeRawBufferPointer(rebasing: bytes[place])
    if try PNGDecoder.recognises(self.bytes.span.clamped(place)) {
      isInner = true
      return try unsafe inner.open(file)
    }
    let span = self.bytes.span.clamped(place)
    let header = try BitmapHeader(span, isIcon: true, pixels: nil)
    let picture = BitmapPicture(header, pixels: place.lowerBound + header.end, hasMask: true)
    bitmap = picture
    return PictureHeader(
      width: picture.shape.width, height: picture.shape.height, channelCount: picture.shape.channelCount,
      heldByteCount: picture.heldByteCount)
  }

  func start(_ plan: DecodePlan) throws(DecodeError) -> RowShape {
    guard let shape = bitmap?.shape else { return try inner.start(plan) }
    try bitmap?.start(bytes.span)
    return shape
  }

  func read(into rows: inout [UInt8], rowOffset: Int, rowCapacity: Int) throws(DecodeError) -> Int {
    if let count = bitmap?.read(of: bytes.span, into: &rows, rowOffset: rowOffset, rowCapacity: rowCapacity) {
      return count
    }
    return try inner.read(into: &rows, rowOffset: rowOffset, rowCapacity: rowCapacity)
  }

  func finish() -> PictureCondition {
    let byteCount = bytes.span.byteCount
    var condition = bitmap?.finish() ?? inner.finish()
    let isCut = (bitmap?.end(in: bytes.span) ?? 0) > byteCount || directory.end > byteCount
    if isCut { condition.warningCount += 1 }
    condition.trailingByteCount = max(0, byteCount - directory.end)
    return condition
  }

  func close() {
    if isInner { inner.close() }
    (bitmap, isInner) = (nil, false)
    bytes = HeldBytes()
  }

  /// An icon as a file that a decoder recognises: a PNG as it is, a bitmap behind a directory of its own.
  private static func content(of icon: IconDirectory.Icon, _ bytes: RawSpan) -> EmbeddedPicture.Content {
    let place = icon.place.clamped(to: 0..<bytes.byteCount)
    if (try? PNGDecoder.recognises(bytes.clamped(place))) ?? true { return .place(place) }
    var file: [UInt8] = [0, 0, 1, 0, 1, 0] + icon.entry.prefix(8)
    file.append(littleEndian: icon.place.count, byteCount: 4)
    file.append(littleEndian: IconDirectory.firstPlace(ofCount: 1), byteCount: 4)
    file.append(bytes, place)
    return .bytes(file[...])
  }
}

/// Where the icons of a file stand.
struct IconDirectory {
  /// The largest first; of those of one size the ones of fewest colours.
  private(set) var icons: [Icon] = []
  /// Those whose entry the file ends before.
  private(set) var missingCount = 0
  /// Whether this is a directory at all: four bytes of mark are a weak one.
  private(set) var isPlausible = false

  struct Icon {
    /// May reach beyond the file.
    let place: Range<Int>
    let pixelCount: Int
    let colourDepth: Int
    let entry: [UInt8]
  }

  init(_ bytes: RawSpan) {
    guard bytes.holds([0, 0, 1, 0]) || bytes.holds([0, 0, 2, 0]),
      let count = bytes.integer(at: 4, byteCount: 2, bigEndian: false), count > 0
    else { return }
    isPlausible = true
    for number in 0..<count {
      let start = Self.firstPlace(ofCount: number)
      let entry = (start..<start + Self.entryByteCount).compactMap { bytes.byte(at: $0) }
      guard entry.count == Self.entryByteCount else {
        missingCount += 1
        continue
      }
      let icon = Self.icon(entry, isCursor: bytes.byte(at: 2) == 2)
      let isBehindDirectory = icon.place.lowerBound >= Self.firstPlace(ofCount: count)
      isPlausible = isPlausible && entry[3] == 0 && isBehindDirectory && !icon.place.isEmpty
      icons.append(icon)
    }
    isPlausible = isPlausible && !icons.isEmpty
    icons = icons.enumerated().sorted {
      ($1.element.pixelCount, $0.element.colourDepth, $0.offset)
        < ($0.element.pixelCount, $1.element.colourDepth, $1.offset)
    }.map(\.element)
  }

  /// Just beyond the last icon.
  var end: Int { icons.map(\.place.upperBound).max() ?? 0 }

  private static let entryByteCount = 16

  /// Where the first icon may begin, behind a directory of so many.
  static func firstPlace(ofCount count: Int) -> Int { 6 + count * entryByteCount }

  private static func icon(_ entry: [UInt8], isCursor: Bool) -> Icon {
    func number(_ place: Int, _ byteCount: Int) -> Int {
      entry[place..<place + byteCount].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
    let (width, height) = (entry[0] == 0 ? 256 : Int(entry[0]), entry[1] == 0 ? 256 : Int(entry[1]))
    // What tells the bits of an icon is the place of a cursor's hot spot.
    let bitCount = isCursor ? 0 : number(6, 2)
    let colourCount = Int(entry[2])
    let depth = colourCount > 1 ? (colourCount - 1).bitWidth - (colourCount - 1).leadingZeroBitCount : 256
    return Icon(
      place: number(12, 4)..<number(12, 4) + number(8, 4), pixelCount: width * height,
      colourDepth: bitCount > 0 ? bitCount : depth, entry: entry)
  }
}
