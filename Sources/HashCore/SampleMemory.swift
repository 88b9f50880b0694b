import Glibc

/// Where decoded samples are laid: a batch of rows, or all of a picture's where they are turned later.
///
/// Hashers that serve one after the other may share one, so that it is not allocated and zeroed anew for
/// each; `erase` in between leaves nothing of a picture to the next hasher.
public final class SampleMemory {
  private var bytes: [UInt8] = []
  /// Bytes that may have been written since the last `erase`.
  private var usedCount = 0

  public init() {}

  /// Makes room for `count` samples; what they hold is anything.
  func reserve(_ count: Int) {
    usedCount = max(usedCount, count)
    guard bytes.count < count else { return }
    bytes = []  // before the new ones are there, so that they never count together
    bytes = [UInt8](repeating: 0, count: count)
  }

  /// Lends all bytes for reading.
  func withBytes<R>(_ body: (Span<UInt8>) -> R) -> R {
    // SAFETY: the buffer is valid within the closure, and a span cannot leave `body`.
    unsafe bytes.withUnsafeBufferPointer { unsafe body($0.span) }
  }

  /// Lends all bytes for writing.
  func write<R>(_ body: (inout [UInt8]) throws(DecodeError) -> R) throws(DecodeError) -> R {
    try body(&bytes)
  }

  /// Gives memory back where it is more than `byteCountMax`.
  func shrink(to byteCountMax: Int) {
    guard bytes.count > byteCountMax else { return }
    bytes = []
    usedCount = 0
  }

  /// Overwrites what has been written with zeros, and gives it back where it is more than `byteCountMax`.
  /// - Complexity: linear in the bytes written since the last time.
  public func erase(keeping byteCountMax: Int) {
    // SAFETY: the array has at least `usedCount` bytes, as `reserve` sees to.
    unsafe bytes.withUnsafeMutableBytes { all in
      guard let start = all.baseAddress else { return }
      unsafe explicit_bzero(start, usedCount)
    }
    usedCount = 0
    shrink(to: byteCountMax)
  }
}
