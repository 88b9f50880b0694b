import CImageCodecs

/// The frames of an animated PNG. The picture that the file begins with is the first of them, unless it is
/// hidden.
///
/// libpng reads still pictures alone: a frame's chunks are written to memory as a PNG of its own, wrong
/// checksums as wrong ones, and decoded from there, row by row onto the canvas.
///
/// SAFETY: nothing unsafe is kept here; the codec owns its handle.
@safe final class PNGFrameComposer: FrameComposer {
  private let plan: PNGAnimationPlan
  // SAFETY: the new handle is given to the codec alone.
  private let codec = unsafe Codec(owning: matchd_png_create(), of: PNGDecoder.format)
  private var rows: [UInt8] = []
  /// What has to be done before the next frame is drawn.
  private var disposal: Disposal?

  private enum Disposal {
    case clear(FrameCanvas.Region)
    case put([UInt8], FrameCanvas.Region)
  }

  init(_ plan: PNGAnimationPlan) { self.plan = plan }

  var width: Int { plan.width }
  var height: Int { plan.height }
  var channelCount: Int { plan.isGray ? 2 : 4 }
  var frameCount: Int { plan.frames.count }

  /// The canvas, and what lay under a frame.
  let heldByteCountPerPixel = 8

  func compose(
    _ number: Int, of bytes: RawSpan, on canvas: inout FrameCanvas
  ) throws(DecodeError) -> PictureCondition {
    dispose(of: &canvas)
    let control = try PNGFrameControl(
      bytes, at: plan.frames[number].lowerBound, canvasWidth: width, canvasHeight: height)
    let region = FrameCanvas.Region(x: control.x, y: control.y, width: control.width, height: control.height)
    switch control.disposal {
    case .keep: disposal = nil
    // There is nothing to go back to before the first frame.
    case .restore where number > 0: disposal = .put(canvas.copy(of: region), region)
    case .clear, .restore: disposal = .clear(region)
    }
    let stream = stream(of: number, control, bytes)
    // SAFETY: single bytes have no padding.
    return try codec.readRows(of: unsafe stream.span.bytes, in: &rows) { (header) throws(DecodeError) in
      guard header.width == region.width, header.height == region.height,
        (header.channelCount > 2) == (channelCount > 2)
      else { throw DecodeError(.corrupt(expected: "the size that the frame has", found: "another")) }
    } _: { row, y, hasAlpha in
      canvas.draw(row, hasAlpha: hasAlpha, row: y, of: region, control.blending)
    }
  }

  private func dispose(of canvas: inout FrameCanvas) {
    switch disposal {
    case nil: break
    case .clear(let region): canvas.clear(region)
    case .put(let samples, let region): canvas.put(samples, in: region)
    }
    disposal = nil
  }

  /// The frame as a still PNG.
  private func stream(of number: Int, _ control: PNGFrameControl, _ bytes: RawSpan) -> [UInt8] {
    var stream = PNGStream()
    stream.append("IHDR") {
      $0 += PNGStream.bigEndian(UInt32(control.width)) + PNGStream.bigEndian(UInt32(control.height))
      $0 += plan.header[8...]
    }
    if let palette = plan.palette { stream.append("PLTE", palette, of: bytes) }
    if let transparency = plan.transparency { stream.append("tRNS", transparency, of: bytes) }
    forEachDataChunk(of: number, bytes) { stream.append("IDAT", $0, without: $1, of: bytes) }
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
