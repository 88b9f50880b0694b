/// Where the chunks of a WebP file stand that matter to what it shows (WebP container specification), walked
/// once without decoding. The file ends where its RIFF header says, for every reader.
struct WebPLayout {
  /// Of the canvas; `nil` in the simple format.
  private(set) var canvas: (width: Int, height: Int)?
  /// The chunks of the still picture, ALPH included; `nil` where there is none.
  private(set) var still: Range<Int>?
  /// What ANMF chunks hold, in order, at most as many as were asked for; the last may reach beyond the file.
  private(set) var frames: [Range<Int>] = []
  /// Frames beyond those, still pictures beside the first one, and what is cut off where frames stood.
  private(set) var missingCount = 0
  /// What EXIF chunks hold; there should be one.
  private(set) var exif: [Range<Int>] = []
  /// Whether the header says that there are frames: viewers then leave out the still picture.
  private(set) var isAnimated = false
  /// Just beyond the last whole chunk.
  private(set) var end = 12
  /// Whether the file is shorter than its header says.
  private(set) var isCut: Bool

  init(_ bytes: RawSpan, frameCountMax: Int) {
    let announced = 8 + (bytes.integer(at: 4, byteCount: 4, bigEndian: false) ?? 0)
    isCut = announced > bytes.byteCount
    let limit = min(announced, bytes.byteCount)
    var alpha: Int?
    var cutChunk: WebPChunk?
    while let chunk = WebPChunk(bytes, at: end, limit: limit) {
      note(chunk, bytes, &alpha, frameCountMax)
      guard chunk.payload.upperBound <= limit else {
        cutChunk = chunk
        break
      }
      end = min(chunk.end, limit)
    }
    let endsInMetadata = cutChunk?.isMetadata(in: bytes) ?? false
    if endsInMetadata { end = limit }
    // What is cut off may have been frames, unless it begins with a chunk that has no pixels.
    if isCut, !frames.isEmpty, !endsInMetadata { missingCount += 1 }
  }

  /// Whether the file shows a still picture before any frame.
  var beginsWithStill: Bool { still != nil && !(isAnimated && !frames.isEmpty) }

  private mutating func note(
    _ chunk: WebPChunk, _ bytes: RawSpan, _ alpha: inout Int?, _ frameCountMax: Int
  ) {
    if chunk.isNamed("VP8X", in: bytes) {
      canvas = canvas ?? Self.canvas(bytes, at: chunk.payload.lowerBound)
      isAnimated = isAnimated || (bytes.byte(at: chunk.payload.lowerBound) ?? 0) & 2 != 0
    } else if chunk.isNamed("ALPH", in: bytes) {
      alpha = alpha ?? chunk.start
    } else if chunk.isNamed("VP8 ", in: bytes) || chunk.isNamed("VP8L", in: bytes) {
      if still == nil { still = (alpha ?? chunk.start)..<chunk.payload.upperBound } else { missingCount += 1 }
    } else if chunk.isNamed("ANMF", in: bytes) {
      if frames.count < frameCountMax { frames.append(chunk.payload) } else { missingCount += 1 }
    } else if chunk.isNamed("EXIF", in: bytes), exif.count < Self.exifCountMax {
      exif.append(Self.tiff(bytes, chunk.payload))
    }
  }

  private static func canvas(_ bytes: RawSpan, at place: Int) -> (width: Int, height: Int)? {
    guard let width = bytes.integer(at: place + 4, byteCount: 3, bigEndian: false),
      let height = bytes.integer(at: place + 7, byteCount: 3, bigEndian: false)
    else { return nil }
    return (width + 1, height + 1)
  }

  /// Some writers put the name in front that the block has in a JPEG.
  private static func tiff(_ bytes: RawSpan, _ payload: Range<Int>) -> Range<Int> {
    bytes.holds(EXIFBlock.name, at: payload.lowerBound) ? payload.dropFirst(6) : payload
  }

  private static let exifCountMax = 1_000
}

/// Four letters, a length, and what is padded to an even number of bytes.
struct WebPChunk {
  let start: Int
  let payload: Range<Int>

  /// `nil` where not even a whole chunk header stands.
  init?(_ bytes: RawSpan, at place: Int, limit: Int) {
    guard place + 8 <= limit,
      let length = bytes.integer(at: place + 4, byteCount: 4, bigEndian: false)
    else { return nil }
    start = place
    payload = place + 8..<place + 8 + length
  }

  var end: Int { payload.upperBound + payload.count % 2 }

  func isNamed(_ name: StaticString, in bytes: RawSpan) -> Bool { bytes.holds(name, at: start) }

  func isMetadata(in bytes: RawSpan) -> Bool {
    isNamed("EXIF", in: bytes) || isNamed("XMP ", in: bytes) || isNamed("ICCP", in: bytes)
  }
}

/// Where a frame stands on the canvas, and how it comes and goes: the head of an ANMF chunk.
struct WebPFrame {
  let region: FrameCanvas.Region
  let blends: Bool
  let isCleared: Bool
  /// Its chunks of pixels.
  let data: Range<Int>

  /// - Parameter payload: of the chunk.
  /// - Throws: where the frame does not lie on the canvas.
  init(
    _ bytes: RawSpan, _ payload: Range<Int>, canvasWidth: Int, canvasHeight: Int
  ) throws(DecodeError) {
    let numbers = [0, 3, 6, 9].compactMap {
      bytes.integer(at: payload.lowerBound + $0, byteCount: 3, bigEndian: false)
    }
    guard numbers.count == 4, payload.count >= 16, let flags = bytes.byte(at: payload.lowerBound + 15) else {
      throw DecodeError(.truncated(expected: "the head of a frame", found: "the end of the file"))
    }
    region = FrameCanvas.Region(
      x: 2 * numbers[0], y: 2 * numbers[1], width: numbers[2] + 1, height: numbers[3] + 1)
    guard region.x + region.width <= canvasWidth, region.y + region.height <= canvasHeight else {
      throw DecodeError(
        .corrupt(
          expected: "a frame within \(canvasWidth) x \(canvasHeight) pixels",
          found: "\(region.width) x \(region.height) at \(region.x), \(region.y)"))
    }
    blends = flags & 2 == 0
    isCleared = flags & 1 != 0
    data = payload.dropFirst(16)
  }
}
