import CKernels

/// CRC-32C of runs of bytes. Every variant gives the same numbers.
///
/// SAFETY: `functions` points to a constant of the C tables, never freed, never changed.
@safe public struct ChecksumKernels: @unchecked Sendable {
  private let functions: UnsafePointer<matchd_checksum>

  init(level: KernelLevel) { unsafe functions = matchd_checksum_choose(level.rawValue) }

  /// The level of the variant that runs.
  public var variant: KernelLevel { unsafe KernelLevel(rawValue: functions.pointee.level)! }

  /// The checksum of what `previous` is the checksum of, followed by `bytes`; 0 is the checksum of nothing.
  public func crc32c(_ previous: UInt32 = 0, _ bytes: RawSpan) -> UInt32 {
    // SAFETY: the kernel reads `count` bytes of the buffer and keeps no pointer.
    unsafe bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress else { return previous }
      return unsafe functions.pointee.crc32c(previous, base.assumingMemoryBound(to: UInt8.self), buffer.count)
    }
  }
}
