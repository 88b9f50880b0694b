import CImageCodecs

/// The frames of an animated WebP, composed as libwebp's own animation decoder does, bit for bit, but also
/// where the file is cut: a frame is laid over the canvas in fixed-point arithmetic, unless what is below was
/// just cleared or is hidden whole (`anim_decode.c`, pixels that are not premultiplied).
///
/// SAFETY: nothing unsafe is kept here; the codec owns its handle.
@safe final class WebPFrameComposer: FrameComposer {
  let width: Int
  let height: Int
  private let frames: [Range<Int>]
  // SAFETY: the new handle is given to the codec alone.
  private let codec = unsafe Codec(owning: matchd_webp_create(), of: WebPDecoder.format)
  private var samples: [UInt8] = []
  private var last: WebPFrame?
  /// Whether nothing that was there before the last frame can be seen.
  private var lastHidesAll = false

  /// `nil` where the file has no frames.
  init?(_ layout: WebPLayout) {
    guard !layout.frames.isEmpty, let canvas = layout.canvas else { return nil }
    (width, height, frames) = (canvas.width, canvas.height, layout.frames)
  }

  var frameCount: Int { frames.count }

  /// The canvas, a frame's rows, and as much again within libwebp.
  let heldByteCountPerPixel = 12

  func compose(
    _ number: Int, of bytes: RawSpan, on canvas: inout FrameCanvas
  ) throws(DecodeError) -> PictureCondition {
    let cleared = last?.isCleared == true ? last?.region : nil
    if let cleared { canvas.clear(cleared) }
    last = nil
    let frame = try WebPFrame(bytes, frames[number], canvasWidth: width, canvasHeight: height)
    let data = bytes.clamped(frame.data)
    var rows = FrameRows(frame: frame, cleared: cleared)
    var condition = try codec.readRows(of: data, in: &samples) { (header) throws(DecodeError) in
      guard header.width == frame.region.width, header.height == frame.region.height else {
        throw DecodeError(.corrupt(expected: "the size that the frame has", found: "another"))
      }
      rows.hidesAll = hidesAll(frame, number, hasAlpha: header.channelCount == 4, cleared)
      if rows.hidesAll { canvas.clear(.init(x: 0, y: 0, width: width, height: height)) }
    } _: { row, y, hasAlpha in
      rows.draw(row, y, hasAlpha: hasAlpha, on: &canvas)
    }
    (last, lastHidesAll) = (frame, rows.hidesAll)
    if frame.data.upperBound > bytes.byteCount, condition.damage == nil { condition.isTruncated = true }
    return condition
  }

  /// Whether a frame is drawn as if it were the first.
  private func hidesAll(
    _ frame: WebPFrame, _ number: Int, hasAlpha: Bool, _ cleared: FrameCanvas.Region?
  ) -> Bool {
    if number == 0 || (isWhole(frame.region) && !(hasAlpha && frame.blends)) { return true }
    return cleared.map { isWhole($0) || lastHidesAll } ?? false
  }

  private func isWhole(_ region: FrameCanvas.Region) -> Bool {
    region.width == width && region.height == height
  }
}

/// How the rows of one frame meet what is on the canvas.
private struct FrameRows {
  let frame: WebPFrame
  /// What was cleared just before.
  let cleared: FrameCanvas.Region?
  var hidesAll = false

  func draw(_ row: Span<UInt8>, _ y: Int, hasAlpha: Bool, on canvas: inout FrameCanvas) {
    let region = frame.region
    let columns = region.x..<region.x + region.width
    for (part, isBare) in parts(of: columns, y: region.y + y) where !part.isEmpty {
      let channelCount = hasAlpha ? 4 : 3
      let start = (part.lowerBound - region.x) * channelCount
      let pixels = row.extracting(start..<start + part.count * channelCount)
      let place = FrameCanvas.Region(x: part.lowerBound, y: region.y + y, width: part.count, height: 1)
      canvas.draw(pixels, hasAlpha: hasAlpha, row: 0, of: place, isBare ? .source : .overInFixedPoint)
    }
  }

  /// The columns of a row, those apart under which there is nothing.
  private func parts(of columns: Range<Int>, y: Int) -> [(columns: Range<Int>, isBare: Bool)] {
    if hidesAll || !frame.blends { return [(columns, true)] }
    guard let cleared, (cleared.y..<cleared.y + cleared.height).contains(y) else {
      return [(columns, false)]
    }
    let bare = (cleared.x..<cleared.x + cleared.width).clamped(to: columns)
    return [
      (columns.lowerBound..<bare.lowerBound, false), (bare, true),
      (bare.upperBound..<columns.upperBound, false),
    ]
  }
}
