extension RawSpan {
  /// The byte at `offset`; `nil` outside the span.
  func byte(at offset: Int) -> UInt8? {
    guard offset >= 0, offset < byteCount else { return nil }
    // SAFETY: the offset lies inside the span, checked above; every bit pattern is a UInt8.
    return unsafe unsafeLoad(fromByteOffset: offset, as: UInt8.self)
  }

  /// The unsigned integer of `byteCount` bytes (at most 4) at `offset`; `nil` where it
  /// does not lie inside the span.
  func integer(at offset: Int, byteCount: Int, bigEndian: Bool = true) -> Int? {
    var value = 0
    for place in 0..<byteCount {
      guard let byte = byte(at: offset + (bigEndian ? place : byteCount - 1 - place)) else { return nil }
      value = value << 8 | Int(byte)
    }
    return value
  }

  /// Whether the bytes at `offset` are `expected`.
  func holds(_ expected: [UInt8], at offset: Int = 0) -> Bool {
    expected.indices.allSatisfy { byte(at: offset + $0) == expected[$0] }
  }

  /// Whether the bytes at `offset` are the ASCII letters of `expected`.
  func holds(_ expected: StaticString, at offset: Int = 0) -> Bool {
    holds(Array(expected.description.utf8), at: offset)
  }

  /// Where the ASCII letters of `expected` first stand at or after `start`; `nil` if they do not.
  func firstOffset(of expected: StaticString, from start: Int = 0) -> Int? {
    let letters = Array(expected.description.utf8)
    var place = start
    while let start = firstOffset(of: letters[0], from: place) {
      if holds(letters, at: start) { return start }
      place = start + 1
    }
    return nil
  }

  func contains(_ expected: StaticString) -> Bool { firstOffset(of: expected) != nil }

  /// The part of `range` that lies inside the span.
  @_lifetime(copy self)
  func clamped(_ range: Range<Int>) -> RawSpan { extracting(range.clamped(to: 0..<byteCount)) }
}
