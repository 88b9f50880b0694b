/// What the chunks of an animated PNG say of its frames (PNG 3rd edition, 11.3.6), before any is decoded.
///
/// Sequence numbers are not looked at: frames are taken in the order in which they stand. A viewer that
/// refuses a broken order shows the first picture alone, which is looked at anyway.
struct PNGAnimationPlan {
  /// The payload of IHDR: 13 bytes.
  let header: [UInt8]
  /// Chunks that every frame's colours need, PLTE and tRNS.
  private(set) var palette: Range<Int>?
  private(set) var transparency: Range<Int>?
  /// Whether the picture that still viewers show is no frame of the animation.
  private(set) var hidesFirst = true
  /// Each from its control chunk to that of the next frame.
  private(set) var frames: [Range<Int>] = []
  /// Frames that are announced and not there, or beyond the limit.
  private(set) var missingCount = 0

  /// `nil` where the file is not announced as animated before its first pixels, or has one picture.
  init?(_ bytes: RawSpan, frameCountMax: Int) {
    var walk = PNGChunkWalk()
    guard let first = walk.next(in: bytes), first.payload.count == 13,
      bytes.holds("IHDR", at: first.typeOffset), first.payload.upperBound <= bytes.byteCount
    else { return nil }
    header = first.payload.map { bytes.byte(at: $0)! }
    var declaredCount: Int?
    var sawPixels = false
    var starts: [Int] = []
    var end = bytes.byteCount
    var beyondCount = 0
    while let chunk = walk.next(in: bytes) {
      let type = chunk.typeOffset
      if bytes.holds("IEND", at: type) {
        end = chunk.start
        break
      } else if bytes.holds("IDAT", at: type) {
        guard declaredCount != nil else { return nil }
        if !sawPixels { hidesFirst = starts.isEmpty }
        sawPixels = true
      } else if bytes.holds("acTL", at: type), declaredCount == nil {
        declaredCount = bytes.integer(at: chunk.payload.lowerBound, byteCount: 4) ?? 0
      } else if bytes.holds("fcTL", at: type), chunk.payload.upperBound <= bytes.byteCount {
        if starts.count <= frameCountMax { starts.append(chunk.start) } else { beyondCount += 1 }
      } else if !sawPixels {
        if bytes.holds("PLTE", at: type) { palette = chunk.payload }
        if bytes.holds("tRNS", at: type) { transparency = chunk.payload }
      }
    }
    guard let declaredCount else { return nil }
    for (start, next) in zip(starts, starts.dropFirst() + [end]) { frames.append(start..<next) }
    missingCount = beyondCount + max(0, declaredCount - starts.count - beyondCount)
    guard frameCount + missingCount > 0 else { return nil }
  }

  /// How many frames there are beside the file's first picture.
  var frameCount: Int { max(0, hidesFirst ? frames.count : frames.count - 1) }

  var width: Int { header[0..<4].reduce(0) { $0 << 8 | Int($1) } }
  var height: Int { header[4..<8].reduce(0) { $0 << 8 | Int($1) } }
  /// Whether the colour type is one without colours.
  var isGray: Bool { header[9] & 3 == 0 }
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
