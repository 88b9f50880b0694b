/// Where the images of a GIF stand (GIF89a specification), walked once without decoding.
struct GIFLayout {
  /// Of the logical screen.
  private(set) var width = 0
  private(set) var height = 0
  private(set) var palette: Range<Int>?
  /// An index; only together with `palette`.
  private(set) var background = 0
  /// In the order in which they stand, at most as many as were asked for.
  private(set) var images: [GIFImage] = []
  /// Images beyond those, and what may be cut off or stand behind bytes that nobody knows.
  private(set) var missingCount = 0
  /// Whether the file ends without a trailer.
  private(set) var isCut = true
  /// Just beyond the trailer, or behind what was understood.
  private(set) var end: Int
  /// Whether the file says how long an image is shown, or that images are shown again: a still one does not.
  private var isTimed = false

  init(_ bytes: RawSpan, imageCountMax: Int) {
    end = bytes.byteCount
    guard let width = bytes.integer(at: 6, byteCount: 2, bigEndian: false),
      let height = bytes.integer(at: 8, byteCount: 2, bigEndian: false),
      let flags = bytes.byte(at: 10), bytes.byteCount >= Self.headByteCount
    else { return }
    (self.width, self.height) = (width, height)
    var place = Self.headByteCount
    if let table = Self.table(flags, at: &place) {
      palette = table
      background = Int(bytes.byte(at: 11) ?? 0)
    }
    walk(bytes, from: place, imageCountMax)
  }

  static let headByteCount = 13

  private mutating func walk(_ bytes: RawSpan, from start: Int, _ imageCountMax: Int) {
    var place = start
    var control = GIFControl()
    while let introducer = bytes.byte(at: place) {
      switch introducer {
      case 0x3B:
        (isCut, end) = (false, place + 1)
        return
      case 0x2C:
        guard let image = GIFImage(bytes, at: place, control) else { return noteEnd(wasWithin: true) }
        if images.count < imageCountMax { images.append(image) } else { missingCount += 1 }
        guard !image.isCut else { return noteEnd(wasWithin: false) }
        place = image.data.upperBound
        control.transparentIndex = nil
      case 0x21:
        noteExtension(bytes, at: place, &control)
        guard let after = GIFBlocks.end(in: bytes, from: place + 2) else { return noteEnd(wasWithin: true) }
        place = after
      // More terminators than blocks: every reader passes over them.
      case 0: place += 1
      default:
        // Some readers look for images behind it.
        missingCount += images.isEmpty ? 0 : 1
        (isCut, end) = (false, place)
        return
      }
    }
    noteEnd(wasWithin: false)
  }

  /// Whether images were cut off cannot be seen; a still picture has none.
  private mutating func noteEnd(wasWithin: Bool) {
    if !images.isEmpty, wasWithin || isTimed || images.count > 1 { missingCount += 1 }
  }

  private mutating func noteExtension(_ bytes: RawSpan, at place: Int, _ control: inout GIFControl) {
    if bytes.holds([0xF9, 4], at: place + 1) {
      control.note(bytes, at: place + 3)
      let delay = bytes.integer(at: place + 4, byteCount: 2) ?? 0
      isTimed = isTimed || delay > 0
    }
    let loops = bytes.holds("NETSCAPE2.0", at: place + 3) || bytes.holds("ANIMEXTS1.0", at: place + 3)
    isTimed = isTimed || loops
  }

  /// The colour table that flags announce; `place` goes on behind it.
  fileprivate static func table(_ flags: UInt8, at place: inout Int) -> Range<Int>? {
    guard flags & 0x80 != 0 else { return nil }
    let start = place
    place += 3 << (Int(flags & 7) + 1)
    return start..<place
  }
}

/// What graphic control blocks say of the image that follows.
struct GIFControl {
  /// Stays where a later block leaves it open, as Pillow has it.
  private(set) var disposal = 0
  var transparentIndex: Int?

  /// - Parameter place: of the block's four bytes.
  mutating func note(_ bytes: RawSpan, at place: Int) {
    guard let flags = bytes.byte(at: place), let index = bytes.byte(at: place + 3) else { return }
    if flags & 1 != 0 { transparentIndex = Int(index) }
    let asked = Int(flags >> 2 & 7)
    if asked != 0 { disposal = asked }
  }
}

/// One image: its descriptor, and where its colours and its codes stand.
struct GIFImage {
  let region: FrameCanvas.Region
  let isInterlaced: Bool
  let control: GIFControl
  /// Its own colours.
  let palette: Range<Int>?
  /// From the size of its codes to its terminator; may reach beyond the file.
  let data: Range<Int>
  /// Whether the file ends before the terminator.
  let isCut: Bool

  /// `nil` where the file ends within the descriptor.
  init?(_ bytes: RawSpan, at place: Int, _ control: GIFControl) {
    let numbers = [1, 3, 5, 7].compactMap { bytes.integer(at: place + $0, byteCount: 2, bigEndian: false) }
    guard numbers.count == 4, let flags = bytes.byte(at: place + 9) else { return nil }
    region = FrameCanvas.Region(x: numbers[0], y: numbers[1], width: numbers[2], height: numbers[3])
    isInterlaced = flags & 0x40 != 0
    self.control = control
    var start = place + 10
    palette = GIFLayout.table(flags, at: &start)
    let end = GIFBlocks.end(in: bytes, from: start + 1)
    data = start..<max(start, end ?? bytes.byteCount)
    isCut = end == nil
  }

  /// Where the rows stand, in the order in which they are coded.
  var rowOrder: [Int] {
    guard isInterlaced else { return Array(0..<region.height) }
    return [(0, 8), (4, 8), (2, 4), (1, 2)].flatMap {
      Array(stride(from: $0.0, to: region.height, by: $0.1))
    }
  }
}

/// Sub-blocks: a count and so many bytes, until a count of 0.
enum GIFBlocks {
  /// Just beyond the terminator; `nil` where the file ends before it.
  static func end(in bytes: RawSpan, from start: Int) -> Int? {
    var place = start
    while let count = bytes.byte(at: place) {
      place += 1 + Int(count)
      if count == 0 { return place }
    }
    return nil
  }

  /// The blocks of a range, with an end of their own where the file cuts them off.
  static func whole(in bytes: RawSpan, _ range: Range<Int>) -> [UInt8] {
    var blocks: [UInt8] = []
    var place = range.lowerBound
    while let count = bytes.byte(at: place), count > 0, place < range.upperBound {
      let present = min(Int(count), bytes.byteCount - place - 1)
      if present > 0 {
        blocks.append(UInt8(present))
        blocks.append(bytes, place + 1..<place + 1 + present)
      }
      place += 1 + Int(count)
    }
    return blocks + [0]
  }
}
