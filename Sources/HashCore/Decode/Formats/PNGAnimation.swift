import CImageCodecs

/// The frames of an animated PNG, composed one after the other.
///
/// libpng reads still pictures alone: a frame's chunks are written to memory as a PNG of its own, wrong
/// checksums as wrong ones, and decoded from there, row by row onto the canvas. The picture that the file
/// begins with is drawn first where it is the animation's first frame; where it is not, the canvas is empty.
///
/// Memory is the canvas, what lies under a frame that asks for it back, and the frame's compressed bytes.
///
/// SAFETY: nothing unsafe is kept here; the codec owns its handle.
@safe final class PNGAnimation: FrameSource {
  private let plan: PNGAnimationPlan
  // SAFETY: the new handle is given to the codec alone.
  private let codec = unsafe Codec(owning: matchd_png_create(), of: PNGDecoder.format)
  private var canvas: FrameCanvas?
  /// Of `plan.frames`, the one to be composed next.
  private var nextFrame = 0
  /// What has to be done before the next frame is drawn.
  private var disposal: Disposal?
  private var condition = PictureCondition()
  private var nextRow = 0
  private var rows: [UInt8] = []

  private enum Disposal {
    case clear(FrameCanvas.Region)
    case put([UInt8], FrameCanvas.Region)
  }

  init(_ plan: PNGAnimationPlan) { self.plan = plan }

  var frameCount: Int { plan.frameCount }
  var repeatsFrame: Bool { canvas?.hasChanged == false }

  func openNext(_ bytes: RawSpan) throws(DecodeError) -> PictureHeader {
    if canvas == nil { try begin(bytes) }
    canvas?.hasChanged = false
    nextRow = 0
    try compose(bytes)
    // The canvas, and what lay under a frame.
    return PictureHeader(
      width: plan.width, height: plan.height, heldByteCount: 2 * 4 * plan.width * plan.height)
  }

  func start(_ plan: DecodePlan) throws(DecodeError) -> RowShape { shape }

  func read(into rows: inout [UInt8], rowOffset: Int, rowCapacity: Int) throws(DecodeError) -> Int {
    guard let canvas else { return 0 }
    let count = canvas.copyRows(
      from: nextRow, into: &rows, rowOffset: rowOffset, rowCapacity: rowCapacity)
    nextRow += count
    return count
  }

  func finish() -> PictureCondition { condition }

  /// The canvas stays: the next frame is drawn on it.
  func close() { codec.close() }

  private var shape: RowShape {
    RowShape(width: plan.width, height: plan.height, channelCount: plan.isGray ? 2 : 4)
  }

  private func begin(_ bytes: RawSpan) throws(DecodeError) {
    let pixelCount = plan.width * plan.height
    guard pixelCount <= DecodeLimits.canvasPixelCountMax else {
      throw DecodeError(
        .tooLarge(what: "pixels of an animation", limit: DecodeLimits.canvasPixelCountMax, found: pixelCount))
    }
    canvas = FrameCanvas(width: shape.width, height: shape.height, channelCount: shape.channelCount)
    // What is wrong with the first picture is said of the first picture.
    if !plan.hidesFirst { try? compose(bytes) }
  }

  /// Disposes of the frame that was shown and draws the next one.
  private func compose(_ bytes: RawSpan) throws(DecodeError) {
    defer { nextFrame += 1 }
    dispose()
    let control = try PNGFrameControl(
      bytes, at: plan.frames[nextFrame].lowerBound, canvasWidth: plan.width, canvasHeight: plan.height)
    let region = FrameCanvas.Region(x: control.x, y: control.y, width: control.width, height: control.height)
    switch control.disposal {
    case .keep: disposal = nil
    // There is nothing to go back to before the first frame.
    case .restore where nextFrame > 0: disposal = canvas.map { .put($0.copy(of: region), region) }
    case .clear, .restore: disposal = .clear(region)
    }
    let stream = stream(of: control, bytes)
    // SAFETY: single bytes have no padding; the codec is closed before the buffer ends.
    try unsafe stream.span.bytes.withUnsafeBytes { buffer throws(DecodeError) in
      try unsafe draw(buffer, on: region, control.blending)
    }
  }

  private func dispose() {
    switch disposal {
    case nil: break
    case .clear(let region): canvas?.clear(region)
    case .put(let samples, let region): canvas?.put(samples, in: region)
    }
    disposal = nil
  }

  // SAFETY: the caller keeps `buffer` valid until this returns, and the codec is closed by then.
  @unsafe private func draw(
    _ buffer: UnsafeRawBufferPointer, on region: FrameCanvas.Region, _ blending: FrameCanvas.Blending
  ) throws(DecodeError) {
    defer { codec.close() }
    // SAFETY: as above.
    let header = try unsafe codec.open(buffer)
    let found = try codec.start(.full)
    guard found.width == region.width, found.height == region.height,
      (found.channelCount > 2) == (shape.channelCount > 2)
    else { throw DecodeError(.corrupt(expected: "the size that the frame has", found: "another")) }
    let batch = header.comesAtOnce ? found.height : found.batchRowCount
    if rows.count < batch * found.rowByteCount {
      rows = [UInt8](repeating: 0, count: batch * found.rowByteCount)
    }
    var y = 0
    while y < found.height {
      let capacity = min(batch, found.height - y)
      let count = try codec.read(into: &rows, rowOffset: 0, rowCapacity: capacity)
      precondition(count > 0, "a decoder delivers rows until the last one")
      for row in 0..<count {
        let pixels = rows.span.extracting(row * found.rowByteCount..<(row + 1) * found.rowByteCount)
        canvas?.draw(pixels, hasAlpha: found.hasAlpha, row: y + row, of: region, blending)
      }
      y += count
    }
    condition = PictureCondition(codec.finish(), damage: codec.damage)
  }

  /// The frame as a still PNG.
  private func stream(of control: PNGFrameControl, _ bytes: RawSpan) -> [UInt8] {
    var stream = PNGStream()
    stream.append("IHDR") {
      $0 += PNGStream.bigEndian(UInt32(control.width)) + PNGStream.bigEndian(UInt32(control.height))
      $0 += plan.header[8...]
    }
    if let palette = plan.palette { stream.append("PLTE", palette, of: bytes) }
    if let transparency = plan.transparency { stream.append("tRNS", transparency, of: bytes) }
    forEachDataChunk(of: nextFrame, bytes) { stream.append("IDAT", $0, without: $1, of: bytes) }
    stream.append("IEND")
    return stream.bytes
  }

  /// The chunks with the compressed pixels of a frame, and how many bytes of each are something else: IDAT
  /// for the file's first picture, else fdAT, which begins with a sequence number.
  private func forEachDataChunk(
    of frame: Int, _ bytes: RawSpan, _ body: (_ chunk: PNGChunk, _ headLength: Int) -> Void
  ) {
    let isFirst = frame == 0 && !plan.hidesFirst
    var walk = PNGChunkWalk(from: plan.frames[frame].lowerBound)
    while let chunk = walk.next(in: bytes), chunk.start < plan.frames[frame].upperBound {
      if isFirst, bytes.holds("IDAT", at: chunk.typeOffset) { body(chunk, 0) }
      if !isFirst, bytes.holds("fdAT", at: chunk.typeOffset), chunk.payload.count > 4 {
        body(chunk, 4)
      }
    }
  }
}
