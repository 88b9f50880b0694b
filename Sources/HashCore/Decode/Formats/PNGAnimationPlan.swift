/// What the chunks of an animated PNG say of its frames (PNG 3rd edition, 11.3.6), before any is decoded.
///
/// Frames are taken in the order in which they stand, whatever their sequence numbers and whether the file is
/// announced as animated where it should be (acTL before the first pixels): a viewer that refuses a broken
/// order shows the first picture alone, which is looked at anyway, and one that does not shows them all.
struct PNGAnimationPlan {
  /// The payload of IHDR: 13 bytes.
  let header: [UInt8]
  /// Chunks that every frame's colours need, PLTE and tRNS.
  let palette: PNGChunk?
  let transparency: PNGChunk?
  /// Whether the picture that still viewers show is no frame of the animation.
  let hidesFirst: Bool
  /// Each from its control chunk to that of the next frame.
  let frames: [Range<Int>]
  /// Frames that are announced and not there, or beyond the limit; and one where there are frames' pixels
  /// that belong to no frame.
  let missingCount: Int

  /// `nil` where the file has one picture.
  init?(_ bytes: RawSpan, frameCountMax: Int) {
    var walk = PNGChunkWalk()
    guard let first = walk.next(in: bytes), first.payload.count == 13,
      bytes.holds("IHDR", at: first.typeOffset), first.payload.upperBound <= bytes.byteCount
    else { return nil }
    header = first.payload.map { bytes.byte(at: $0)! }
    var found = FrameChunks(countMax: frameCountMax + 1, end: bytes.byteCount)
    while let chunk = walk.next(in: bytes), found.note(chunk, bytes) {}
    (palette, transparency) = (found.palette, found.transparency)
    (frames, hidesFirst, missingCount) = (found.frames, found.hidesFirst, found.missingCount)
    guard frames.count - firstFrame + missingCount > 0 else { return nil }
  }

  /// The first of `frames` that is not the file's first picture.
  var firstFrame: Int { hidesFirst ? 0 : min(1, frames.count) }

  var width: Int { header[0..<4].reduce(0) { $0 << 8 | Int($1) } }
  var height: Int { header[4..<8].reduce(0) { $0 << 8 | Int($1) } }
  /// Whether the colour type is one without colours.
  var isGray: Bool { header[9] & 3 == 0 }
}

/// The chunks of a PNG that have to do with its frames, as they come.
private struct FrameChunks {
  private let countMax: Int
  private(set) var palette: PNGChunk?
  private(set) var transparency: PNGChunk?
  /// Of acTL.
  private var declaredCount: Int?
  /// Where control chunks begin.
  private var starts: [Int] = []
  private var beyondCount = 0
  /// How many control chunks stand before the first pixels of the file's first picture.
  private var startCountBeforePixels: Int?
  /// How many stand before the first pixels of a frame.
  private var startCountBeforeFramePixels = Int.max
  private var end: Int

  init(countMax: Int, end: Int) {
    self.countMax = countMax
    self.end = end
  }

  /// - Returns: `false` at the end of the picture.
  mutating func note(_ chunk: PNGChunk, _ bytes: RawSpan) -> Bool {
    func isNamed(_ name: StaticString) -> Bool { bytes.holds(name, at: chunk.typeOffset) }
    if isNamed("IEND") {
      end = chunk.start
      return false
    } else if isNamed("IDAT") {
      startCountBeforePixels = startCountBeforePixels ?? starts.count
    } else if isNamed("fdAT"), chunk.payload.count > 4 {
      startCountBeforeFramePixels = min(startCountBeforeFramePixels, starts.count)
    } else if isNamed("acTL") {
      declaredCount = declaredCount ?? bytes.integer(at: chunk.payload.lowerBound, byteCount: 4)
    } else if isNamed("fcTL"), chunk.payload.upperBound <= bytes.byteCount {
      if starts.count < countMax { starts.append(chunk.start) } else { beyondCount += 1 }
    } else if startCountBeforePixels == nil {
      if isNamed("PLTE") { palette = chunk }
      if isNamed("tRNS") { transparency = chunk }
    }
    return true
  }

  var hidesFirst: Bool { startCountBeforePixels ?? 0 == 0 }

  var frames: [Range<Int>] { zip(starts, starts.dropFirst() + [end]).map { $0..<$1 } }

  /// The pixels of frames that stand before the first control chunk, or behind it where the first frame is
  /// the file's first picture, are of no frame.
  var missingCount: Int {
    let hasLoosePixels = startCountBeforeFramePixels < (hidesFirst ? 1 : 2)
    return beyondCount + max(0, (declaredCount ?? 0) - starts.count - beyondCount) + (hasLoosePixels ? 1 : 0)
  }
}

/// Where a frame stands on the canvas, and how it comes and goes: the payload of its control chunk.
struct PNGFrameControl {
  let width: Int
  let height: Int
  let x: Int
  let y: Int
  let disposal: Disposal
  let blending: FrameCanvas.Blending

  /// What becomes of the frame's part of the canvas before the next frame.
  enum Disposal { case keep, clear, restore }

  /// - Parameter chunk: where the control chunk begins.
  /// - Throws: where the frame does not lie on the canvas, or asks for what there is not.
  init(_ bytes: RawSpan, at chunk: Int, canvasWidth: Int, canvasHeight: Int) throws(DecodeError) {
    let payload = chunk + 8
    let numbers = [4, 8, 12, 16].map { bytes.integer(at: payload + $0, byteCount: 4) ?? 0 }
    (width, height, x, y) = (numbers[0], numbers[1], numbers[2], numbers[3])
    guard width > 0, height > 0, x + width <= canvasWidth, y + height <= canvasHeight else {
      throw DecodeError(
        .corrupt(
          expected: "a frame within \(canvasWidth) x \(canvasHeight) pixels",
          found: "\(width) x \(height) at \(x), \(y)"))
    }
    switch (bytes.byte(at: payload + 24), bytes.byte(at: payload + 25)) {
    case (let disposal?, let blending?) where disposal <= 2 && blending <= 1:
      self.disposal = [.keep, .clear, .restore][Int(disposal)]
      self.blending = blending == 0 ? .source : .over
    default: throw DecodeError(.corrupt(expected: "a known way to dispose and to blend", found: "another"))
    }
  }
}
