/// Little-endian numbers in memory. Reading outside a span stops the program; callers check or clamp first.
extension RawSpan {
  func u8(at offset: Int) -> UInt8 {
    // SAFETY: bounds are checked by the call; every bit pattern is a value.
    unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: UInt8.self)
  }
  func u16(at offset: Int) -> UInt16 {
    // SAFETY: bounds are checked by the call; every bit pattern is a value.
    UInt16(littleEndian: unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: UInt16.self))
  }
  func u32(at offset: Int) -> UInt32 {
    // SAFETY: bounds are checked by the call; every bit pattern is a value.
    UInt32(littleEndian: unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }
  func u64(at offset: Int) -> UInt64 {
    // SAFETY: bounds are checked by the call; every bit pattern is a value.
    UInt64(littleEndian: unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }
  func bytes(_ range: Range<Int>) -> [UInt8] { range.map { u8(at: $0) } }
}

extension [UInt8] {
  mutating func put(_ value: some FixedWidthInteger, at offset: Int) {
    for index in 0..<value.bitWidth / 8 {
      self[offset + index] = UInt8(truncatingIfNeeded: value >> (8 * index))
    }
  }

  mutating func append(littleEndian value: some FixedWidthInteger) {
    for index in 0..<value.bitWidth / 8 { append(UInt8(truncatingIfNeeded: value >> (8 * index))) }
  }
}
