import Glibc

extension Span<UInt8> {
  /// Where `byte` first stands at or after `start`; `nil` if it does not.
  func firstOffset(of byte: UInt8, from start: Int = 0) -> Int? {
    guard start < count else { return nil }
    // SAFETY: memchr reads the bytes from start to count, which the span holds.
    return unsafe withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress,
        let found = unsafe memchr(base + start, Int32(byte), count - start)
      else { return nil }
      return unsafe UnsafeRawPointer(found) - base
    }
  }
}
