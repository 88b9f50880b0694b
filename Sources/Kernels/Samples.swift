import CKernels

/// 8-bit samples on their way from a decoder to a hash: alpha taken off, pictures turned.
///
/// Samples are tightly packed. One portable variant: the work is bound by memory.
public enum Samples {
  /// What takes the place of alpha.
  public enum Backing: Sendable {
    /// Nothing: the colour samples stand as they are.
    case none
    /// A background of this value in every channel; samples are laid over it and rounded to nearest.
    case value(UInt8)
  }

  /// Writes the colour samples of pixels of `colourCount` (1 or 3) colour samples and
  /// alpha to the start of `target`.
  ///
  /// - Precondition: `pixels` are whole pixels and their colours fit into `target`.
  public static func takeOffAlpha(
    _ pixels: Span<UInt8>, colourCount: Int, over backing: Backing, to target: inout MutableSpan<UInt8>
  ) {
    let count = pixelCount(pixels, colourCount: colourCount)
    precondition(target.count >= count * colourCount, "the colours do not fit")
    guard count > 0 else { return }
    // SAFETY: `count` pixels lie in `from` and their colours fit into `to`, checked above.
    unsafe pixels.withUnsafeBufferPointer { from in
      unsafe target.withUnsafeMutableBufferPointer { to in
        switch backing {
        case .none:
          unsafe matchd_samples_drop_alpha(from.baseAddress, count, Int32(colourCount), to.baseAddress)
        case .value(let value):
          unsafe matchd_samples_lay_over(from.baseAddress, count, Int32(colourCount), value, to.baseAddress)
        }
      }
    }
  }

  /// Whether every one of the pixels of `colourCount` (1 or 3) colour samples and alpha is fully opaque.
  ///
  /// - Precondition: `pixels` are whole pixels.
  public static func areOpaque(_ pixels: Span<UInt8>, colourCount: Int) -> Bool {
    let count = pixelCount(pixels, colourCount: colourCount)
    // SAFETY: `count` pixels lie in `from`, checked above.
    return unsafe pixels.withUnsafeBufferPointer { from in
      unsafe matchd_samples_are_opaque(from.baseAddress, count, Int32(colourCount)) != 0
    }
  }

  /// How many pixels of `colourCount` (1 or 3) samples have one that is 0, 1, 254 or 255: where a decoder may
  /// have cut off what lay beyond the range.
  ///
  /// - Precondition: `pixels` are whole pixels.
  public static func clippedCount(_ pixels: Span<UInt8>, colourCount: Int) -> Int {
    precondition(colourCount == 1 || colourCount == 3, "neither gray nor RGB")
    precondition(pixels.count.isMultiple(of: colourCount), "part of a pixel")
    // SAFETY: as many pixels lie in `from`, checked above; none is read where there are none.
    return unsafe pixels.withUnsafeBufferPointer { from in
      unsafe matchd_samples_count_clipped(from.baseAddress, from.count / colourCount, Int32(colourCount))
    }
  }

  private static func pixelCount(_ pixels: Span<UInt8>, colourCount: Int) -> Int {
    precondition(colourCount == 1 || colourCount == 3, "neither gray nor RGB")
    precondition(pixels.count % (colourCount + 1) == 0, "part of a pixel")
    return pixels.count / (colourCount + 1)
  }

  /// A walk over a picture: the pixel in column x and row y of what is gathered is the picture's pixel number
  /// `start + x * columnStep + y * rowStep`.
  public struct Walk: Hashable, Sendable {
    public var start: Int
    public var columnStep: Int
    public var rowStep: Int
    public var columnCount: Int
    public var rowCount: Int

    public init(start: Int, columnStep: Int, rowStep: Int, columnCount: Int, rowCount: Int) {
      self.start = start
      self.columnStep = columnStep
      self.rowStep = rowStep
      self.columnCount = columnCount
      self.rowCount = rowCount
    }

    /// The smallest and largest pixel number it meets.
    fileprivate var extent: ClosedRange<Int> {
      let right = columnStep * (columnCount - 1)
      let down = rowStep * (rowCount - 1)
      return start + min(0, right) + min(0, down)...start + max(0, right) + max(0, down)
    }
  }

  /// Gathers a rectangle of a picture whose pixels have `channelCount` (1...4)
  /// samples to the start of `target`.
  ///
  /// - Precondition: the walk stays inside the picture, and the rectangle fits into `target`.
  public static func gather(
    _ pixels: Span<UInt8>, _ walk: Walk, channelCount: Int, to target: inout MutableSpan<UInt8>
  ) {
    guard walk.columnCount > 0 && walk.rowCount > 0 else { return }
    precondition((1...4).contains(channelCount), "pixels have 1...4 samples")
    precondition(
      walk.extent.lowerBound >= 0 && (walk.extent.upperBound + 1) * channelCount <= pixels.count,
      "the walk leaves the picture")
    precondition(
      target.count >= walk.columnCount * walk.rowCount * channelCount, "the rectangle does not fit")
    // SAFETY: the walk is linear in both directions, so that its extremes, checked above, bound every read;
    // the rectangle is written once and fits, checked above.
    unsafe pixels.withUnsafeBufferPointer { from in
      unsafe target.withUnsafeMutableBufferPointer { to in
        unsafe matchd_samples_gather(
          from.baseAddress, walk.start, walk.columnStep, walk.rowStep, walk.columnCount, walk.rowCount,
          Int32(channelCount), to.baseAddress)
      }
    }
  }
}
