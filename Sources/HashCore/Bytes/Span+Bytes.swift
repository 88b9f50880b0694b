import Glibc

extension Span<UInt8> {
  /// Where `byte` first stands at or after `start`; `nil` if it does not.
  package func firstOffset(of byte: UInt8, from start: Int = 0) -> Int? {
    // SAFETY: the buffer is only used within the closure.
    unsafe withUnsafeBytes { unsafe offset(of: byte, in: $0, from: start) }
  }

  /// Where LF or CR first stands at or after `start`; `nil` if neither does.
  ///
  /// Goes window by window, so that a text with one kind of line end is not searched to its end for the
  /// other.
  package func firstLineEnd(from start: Int) -> Int? {
    for window in stride(from: start, to: count, by: 256) {
      let part = extracting(window..<Swift.min(count, window + 256))
      let lineFeed = part.firstOffset(of: UInt8(ascii: "\n")) ?? part.count
      let end = part.extracting(0..<lineFeed).firstOffset(of: UInt8(ascii: "\r")) ?? lineFeed
      if end < part.count { return window + end }
    }
    return nil
  }
}

extension RawSpan {
  /// Where `byte` first stands at or after `start`; `nil` if it does not.
  func firstOffset(of byte: UInt8, from start: Int) -> Int? {
    // SAFETY: the buffer is only used within the closure.
    unsafe withUnsafeBytes { unsafe offset(of: byte, in: $0, from: start) }
  }
}

extension [UInt8] {
  package mutating func append(_ bytes: Span<UInt8>) {
    // SAFETY: the buffer is only used within the closure, which copies it.
    unsafe bytes.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
  }

  /// Appends the lowest bytes of a number, the lowest first.
  mutating func append(littleEndian number: Int, byteCount: Int) {
    for place in 0..<byteCount { append(UInt8(truncatingIfNeeded: number >> (8 * place))) }
  }

  /// Appends the bytes of a range, as far as there are any.
  mutating func append(_ bytes: RawSpan, _ range: Range<Int>) {
    let part = bytes.clamped(range)
    // SAFETY: the buffer is only used within the closure, which copies it.
    unsafe part.withUnsafeBytes { unsafe append(contentsOf: $0) }
  }
}

private func offset(of byte: UInt8, in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
  guard start < bytes.count, let base = bytes.baseAddress else { return nil }
  // SAFETY: memchr reads the bytes from start to count, which the buffer holds.
  guard let found = unsafe memchr(base + start, Int32(byte), bytes.count - start) else { return nil }
  // SAFETY: both point into the buffer.
  return unsafe UnsafeRawPointer(found) - base
}
