/// What an animation is composed on: gray or RGB samples with alpha, transparent black at first.
struct FrameCanvas {
  let width: Int
  let height: Int
  /// 2 (gray and alpha) or 4 (RGB and alpha).
  let channelCount: Int
  private(set) var samples: [UInt8]
  /// Whether a sample has changed since this was last set to false.
  var hasChanged = true

  /// A part of the canvas, in pixels; within it.
  struct Region {
    let x: Int
    let y: Int
    let width: Int
    let height: Int
  }

  /// How a frame's pixels meet those that are there.
  enum Blending {
    /// They take their place, alpha included.
    case source
    /// They are laid over them, rounded to nearest.
    case over
    /// They are laid over them in fixed-point arithmetic, which rounds down.
    case overInFixedPoint
  }

  init(width: Int, height: Int, channelCount: Int) {
    precondition(channelCount == 2 || channelCount == 4, "a canvas has alpha")
    self.width = width
    self.height = height
    self.channelCount = channelCount
    samples = [UInt8](repeating: 0, count: width * height * channelCount)
  }

  /// The samples of a row of a region.
  private func row(_ y: Int, of region: Region) -> Range<Int> {
    let start = ((region.y + y) * width + region.x) * channelCount
    return start..<start + region.width * channelCount
  }

  /// Makes a region transparent black.
  mutating func clear(_ region: Region) {
    let blank = [UInt8](repeating: 0, count: region.width * channelCount)
    let pixels = blank.span
    for y in 0..<region.height { replace(with: pixels, hasAlpha: true, in: row(y, of: region)) }
  }

  /// Makes all of it one colour.
  mutating func fill(_ pixel: [UInt8]) {
    let line = (0..<width).flatMap { _ in pixel }
    let pixels = line.span
    for y in 0..<height {
      replace(with: pixels, hasAlpha: true, in: y * line.count..<(y + 1) * line.count)
    }
  }

  /// What stands in a region, to be put back later.
  func copy(of region: Region) -> [UInt8] {
    var copy: [UInt8] = []
    copy.reserveCapacity(region.width * region.height * channelCount)
    for y in 0..<region.height { copy += samples[row(y, of: region)] }
    return copy
  }

  mutating func put(_ copy: [UInt8], in region: Region) {
    let (pixels, rowByteCount) = (copy.span, region.width * channelCount)
    for y in 0..<region.height {
      let line = pixels.extracting(y * rowByteCount..<(y + 1) * rowByteCount)
      replace(with: line, hasAlpha: true, in: row(y, of: region))
    }
  }

  /// Draws a row of pixels, with alpha or without, with as many colours as the canvas has.
  ///
  /// - Parameter y: the row within the region.
  mutating func draw(
    _ pixels: Span<UInt8>, hasAlpha: Bool, row y: Int, of region: Region, _ blending: Blending
  ) {
    let places = row(y, of: region)
    if blending == .source || !hasAlpha {
      return replace(with: pixels, hasAlpha: hasAlpha, in: places)
    }
    let colourCount = channelCount - 1
    var from = 0
    for place in stride(from: places.lowerBound, to: places.upperBound, by: channelCount) {
      let alpha = pixels[from + colourCount]
      if alpha == 255 {
        for colour in 0..<colourCount { set(place + colour, pixels[from + colour]) }
        set(place + colourCount, alpha)
      } else if alpha > 0 {
        if blending == .over {
          layOver(pixels, from, alpha: Int(alpha), at: place)
        } else {
          layOverInFixedPoint(pixels, from, alpha: UInt32(alpha), at: place)
        }
      }
      from += channelCount
    }
  }

  /// Pixels that take the place of what is there, whatever their alpha; opaque ones without.
  private mutating func replace(with pixels: Span<UInt8>, hasAlpha: Bool, in places: Range<Int>) {
    let difference =
      hasAlpha ? replaceAll(with: pixels, in: places) : replaceColours(with: pixels, in: places)
    if difference != 0 { hasChanged = true }
  }

  /// - Returns: 0 where nothing has changed.
  private mutating func replaceAll(with pixels: Span<UInt8>, in places: Range<Int>) -> UInt8 {
    var target = samples.mutableSpan
    var difference: UInt8 = 0
    for index in 0..<places.count {
      difference |= target[places.lowerBound + index] ^ pixels[index]
      target[places.lowerBound + index] = pixels[index]
    }
    return difference
  }

  /// The same of pixels without alpha, which become opaque.
  private mutating func replaceColours(with pixels: Span<UInt8>, in places: Range<Int>) -> UInt8 {
    let (channelCount, colourCount) = (channelCount, channelCount - 1)
    var target = samples.mutableSpan
    var difference: UInt8 = 0
    var from = 0
    for place in stride(from: places.lowerBound, to: places.upperBound, by: channelCount) {
      for channel in 0..<channelCount {
        let value = channel < colourCount ? pixels[from + channel] : 255
        difference |= target[place + channel] ^ value
        target[place + channel] = value
      }
      from += colourCount
    }
    return difference
  }

  /// Lays a pixel that is neither opaque nor invisible over the one at `place`, rounded to nearest: colours
  /// weigh as much as is seen of them.
  private mutating func layOver(_ pixels: Span<UInt8>, _ from: Int, alpha: Int, at place: Int) {
    let alphaPlace = place + channelCount - 1
    let above = alpha * 255
    let below = (255 - alpha) * Int(samples[alphaPlace])
    let sum = above + below
    for colour in 0..<channelCount - 1 {
      let mixed = Int(pixels[from + colour]) * above + Int(samples[place + colour]) * below
      set(place + colour, UInt8((mixed + sum / 2) / sum))
    }
    set(alphaPlace, UInt8((sum + 127) / 255))
  }

  /// The same without divisions: what is below weighs a 256th less, and a reciprocal of 24 bits stands for
  /// them. The code that this is to be equal to is named where it is asked for.
  private mutating func layOverInFixedPoint(
    _ pixels: Span<UInt8>, _ from: Int, alpha: UInt32, at place: Int
  ) {
    let alphaPlace = place + channelCount - 1
    let below = (UInt32(samples[alphaPlace]) * (256 - alpha)) >> 8
    let sum = alpha + below
    let scale = (1 << 24) / sum
    for colour in 0..<channelCount - 1 {
      let mixed = UInt32(pixels[from + colour]) * alpha + UInt32(samples[place + colour]) * below
      set(place + colour, UInt8(truncatingIfNeeded: (mixed &* scale) >> 24))
    }
    set(alphaPlace, UInt8(sum))
  }

  /// Copies rows of the canvas to where a decoder's rows are wanted; returns how many.
  ///
  /// - Parameter first: the first of them.
  func copyRows(from first: Int, into rows: inout [UInt8], rowOffset: Int, rowCapacity: Int) -> Int {
    let rowByteCount = width * channelCount
    let count = min(rowCapacity, height - first)
    let (target, source) = (rowOffset * rowByteCount, first * rowByteCount)
    let byteCount = count * rowByteCount
    rows.replaceSubrange(target..<target + byteCount, with: samples[source..<source + byteCount])
    return count
  }

  private mutating func set(_ place: Int, _ value: UInt8) {
    if samples[place] != value {
      samples[place] = value
      hasChanged = true
    }
  }
}
