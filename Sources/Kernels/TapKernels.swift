import CKernels

/// Weighted sums of neighbouring samples, down and along. Every variant gives the same bits.
@safe public struct TapKernels: @unchecked Sendable {
  // SAFETY: a constant record of the C tables, never freed, never changed.
  private let record: UnsafePointer<matchd_taps>

  init(level: KernelLevel) { unsafe record = matchd_taps_choose(level.rawValue) }

  /// The level of the variant that runs.
  public var variant: KernelLevel { unsafe KernelLevel(rawValue: record.pointee.level)! }
}
