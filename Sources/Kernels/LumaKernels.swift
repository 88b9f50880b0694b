import CKernels

/// Luma of 8-bit samples: gray as it is, RGB by BT.601 in single precision. Every
/// variant gives the same bits.
///
/// SAFETY: `functions` points to a constant of the C tables, never freed, never changed.
@safe public struct LumaKernels: @unchecked Sendable {
  private let functions: UnsafePointer<matchd_luma>

  init(level: KernelLevel) { unsafe functions = matchd_luma_choose(level.rawValue) }

  /// The level of the variant that runs.
  public var variant: KernelLevel { unsafe KernelLevel(rawValue: functions.pointee.level)! }

  /// A rectangle of pixels inside tightly packed rows.
  public struct Rectangle {
    /// Index of its first sample, samples from row to row, samples a pixel (1 or 3).
    public var start: Int
    public var rowStride: Int
    public var channelCount: Int
    public var rowCount: Int
    public var pixelCount: Int

    public init(start: Int, rowStride: Int, channelCount: Int, rowCount: Int, pixelCount: Int) {
      self.start = start
      self.rowStride = rowStride
      self.channelCount = channelCount
      self.rowCount = rowCount
      self.pixelCount = pixelCount
    }

    /// Index just beyond the last sample.
    var end: Int { start + (rowCount - 1) * rowStride + pixelCount * channelCount }
  }

  /// Writes the luma of `rectangle` of `samples` to rows of `target` that start at `offset`, `stride` apart.
  public func fill(
    from samples: Span<UInt8>, _ rectangle: Rectangle, to target: inout FloatBuffer, at offset: Int,
    stride: Int
  ) {
    guard rectangle.rowCount > 0 && rectangle.pixelCount > 0 else { return }
    precondition(rectangle.start >= 0 && rectangle.end <= samples.count, "outside the samples")
    precondition(rectangle.channelCount == 1 || rectangle.channelCount == 3, "neither gray nor RGB")
    precondition(rectangle.pixelCount <= stride, "the rows overlap")
    // SAFETY: both rectangles lie inside their memory, checked above and as the pointer is
    // taken; the kernel keeps to them.
    let out = unsafe target.pointer(
      at: offset, count: (rectangle.rowCount - 1) * stride + rectangle.pixelCount)
    unsafe samples.withUnsafeBufferPointer { bytes in
      let fill = unsafe rectangle.channelCount == 1 ? functions.pointee.gray : functions.pointee.rgb
      unsafe fill!(
        bytes.baseAddress! + rectangle.start, rectangle.rowStride, rectangle.rowCount, rectangle.pixelCount,
        out, stride)
    }
  }
}
