/// How the frames of one animation come onto a canvas: what a format adds to `FrameComposition`.
protocol FrameComposer: AnyObject {
  /// Of the canvas, in pixels.
  var width: Int { get }
  var height: Int { get }
  /// All frames, the first one too.
  var frameCount: Int { get }
  /// Of the canvas: 2 (gray and alpha) or 4 (RGB and alpha).
  var channelCount: Int { get }
  /// What is held while a frame is drawn that covers the canvas, the canvas among it.
  var heldByteCountPerPixel: Int { get }

  /// Disposes of the frame that was shown and draws the next one; called for each frame once, in order, also
  /// after an error.
  ///
  /// - Returns: the condition that the frame's own pixels were in.
  func compose(
    _ frame: Int, of bytes: RawSpan, on canvas: inout FrameCanvas
  ) throws(DecodeError) -> PictureCondition
}

extension FrameComposer {
  var channelCount: Int { 4 }
}

/// The frames of an animation from one of them on: each is the whole canvas, with alpha.
///
/// Memory is the canvas, what lies under a frame and the frame's own rows.
final class FrameComposition: FrameSource {
  private let composer: any FrameComposer
  private let firstFrame: Int
  private var canvas: FrameCanvas?
  private var nextFrame = 0
  private var nextRow = 0
  private var condition = PictureCondition()

  /// - Parameter firstFrame: the frames before it are drawn, and given to nobody.
  init(_ composer: any FrameComposer, from firstFrame: Int) {
    self.composer = composer
    self.firstFrame = firstFrame
  }

  var frameCount: Int { composer.frameCount - firstFrame }
  var repeatsFrame: Bool { canvas?.hasChanged == false }

  /// What is known before a frame is drawn: its size, and what is held of it.
  var header: PictureHeader {
    PictureHeader(
      width: composer.width, height: composer.height, channelCount: 4,
      heldByteCount: composer.heldByteCountPerPixel * composer.width * composer.height)
  }

  func openNext(_ bytes: RawSpan) throws(DecodeError) -> PictureHeader {
    if canvas == nil { try begin(bytes) }
    canvas?.hasChanged = false
    try composeNext(bytes)
    return header
  }

  /// Draws the frame that the file begins with, whose size the caller has checked.
  func openFirst(_ bytes: RawSpan) throws(DecodeError) {
    canvas = emptyCanvas
    try composeNext(bytes)
  }

  func start(_ plan: DecodePlan) throws(DecodeError) -> RowShape {
    RowShape(width: composer.width, height: composer.height, channelCount: composer.channelCount)
  }

  func read(into rows: inout [UInt8], rowOffset: Int, rowCapacity: Int) throws(DecodeError) -> Int {
    guard let canvas else { return 0 }
    let count = canvas.copyRows(
      from: nextRow, into: &rows, rowOffset: rowOffset, rowCapacity: rowCapacity)
    nextRow += count
    return count
  }

  func finish() -> PictureCondition { condition }

  /// The canvas stays: the next frame is drawn on it.
  func close() {}

  private func begin(_ bytes: RawSpan) throws(DecodeError) {
    let (limit, pixelCount) = (DecodeLimits.canvasPixelCountMax, composer.width * composer.height)
    guard pixelCount <= limit else {
      throw DecodeError(.tooLarge(what: "pixels of an animation", limit: limit, found: pixelCount))
    }
    canvas = emptyCanvas
    // What is wrong with the frames before is said of them.
    for _ in 0..<firstFrame { try? composeNext(bytes) }
  }

  private var emptyCanvas: FrameCanvas {
    FrameCanvas(width: composer.width, height: composer.height, channelCount: composer.channelCount)
  }

  private func composeNext(_ bytes: RawSpan) throws(DecodeError) {
    defer { nextFrame += 1 }
    nextRow = 0
    condition = try composer.compose(nextFrame, of: bytes, on: &canvas!)
  }
}

extension Codec {
  /// Decodes the picture that stands in `bytes` alone, and hands over its rows.
  ///
  /// - Parameters:
  ///   - rows: memory for them, kept from frame to frame.
  ///   - check: throws where the picture is not the one that is expected there.
  ///   - body: is given a row, and whether its pixels have alpha.
  func readRows(
    of bytes: RawSpan, in rows: inout [UInt8], check: (PictureHeader) throws(DecodeError) -> Void,
    _ body: (_ row: Span<UInt8>, _ y: Int, _ hasAlpha: Bool) -> Void
  ) throws(DecodeError) -> PictureCondition {
    // SAFETY: the codec is closed before the buffer ends.
    try unsafe bytes.withUnsafeBytes { buffer throws(DecodeError) in
      defer { close() }
      // SAFETY: as above.
      let header = try unsafe open(buffer)
      try check(header)
      let shape = try start(.full)
      let batch = header.comesAtOnce ? shape.height : shape.batchRowCount
      if rows.count < batch * shape.rowByteCount {
        rows = [UInt8](repeating: 0, count: batch * shape.rowByteCount)
      }
      var y = 0
      while y < shape.height {
        let count = try read(into: &rows, rowOffset: 0, rowCapacity: min(batch, shape.height - y))
        precondition(count > 0, "a decoder delivers rows until the last one")
        for row in 0..<count {
          let place = row * shape.rowByteCount
          body(rows.span.extracting(place..<place + shape.rowByteCount), y + row, shape.hasAlpha)
        }
        y += count
      }
      return PictureCondition(finish(), damage: damage)
    }
  }
}

extension DecodeError {
  /// A file in which nothing can be decoded: it was cut before that, or has none.
  static func noPicture(expected: String, isCut: Bool) -> DecodeError {
    isCut
      ? DecodeError(.truncated(expected: expected, found: "the end of the file"))
      : DecodeError(.corrupt(expected: expected, found: "none"))
  }
}
