extension PDQHash: CustomStringConvertible, LosslessStringConvertible {
  /// 64 lower-case hexadecimal digits, most significant first.
  public var description: String {
    // SAFETY: the buffer has room for 64 bytes; exactly those are written.
    unsafe String(unsafeUninitializedCapacity: 64) { buffer in
      for (place, word) in [words.3, words.2, words.1, words.0].enumerated() {
        for nibble in 0..<16 {
          let value = UInt8(truncatingIfNeeded: word >> UInt64(60 - 4 * nibble)) & 15
          unsafe buffer[place * 16 + nibble] = value < 10 ? 48 + value : 87 + value
        }
      }
      return 64
    }
  }

  /// Reads exactly 64 hexadecimal digits of either case; `nil` for anything else.
  public init?(_ text: String) { self.init(hexDigits: text.utf8.span) }

  /// Reads exactly 64 ASCII hexadecimal digits of either case; `nil` for anything else.
  public init?(hexDigits: Span<UInt8>) {
    guard hexDigits.count == 64,
      let w3 = hexWord(hexDigits, at: 0), let w2 = hexWord(hexDigits, at: 16),
      let w1 = hexWord(hexDigits, at: 32), let w0 = hexWord(hexDigits, at: 48)
    else { return nil }
    self.init(words: (w0, w1, w2, w3))
  }
}

/// The value of 16 hexadecimal digits that start at `offset`.
private func hexWord(_ digits: Span<UInt8>, at offset: Int) -> UInt64? {
  guard let high = hexHalf(digits, at: offset), let low = hexHalf(digits, at: offset + 8) else { return nil }
  return high << 32 | low
}

/// The value of 8 hexadecimal digits that start at `offset`.
///
/// All at once, a byte each in one word: hashes are random, so a branch for each digit would be guessed wrong
/// every other time.
private func hexHalf(_ digits: Span<UInt8>, at offset: Int) -> UInt64? {
  precondition(offset >= 0 && offset + 8 <= digits.count, "8 digits")
  // SAFETY: eight bytes from `offset` lie inside the span, checked above.
  let word = unsafe digits.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
  let text = UInt64(bigEndian: word)
  let (ones, tops): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
  guard text & tops == 0 else { return nil }
  /// The top bit of each byte of `x` that is at least `least`, where no byte has it.
  func atLeast(_ least: UInt64, _ x: UInt64) -> UInt64 { x &+ (0x80 &- least) &* ones }
  let folded = text | (0x20 &* ones)
  let isDecimal = atLeast(0x30, text) & ~atLeast(0x3a, text) & tops
  let isLetter = atLeast(0x61, folded) & ~atLeast(0x67, folded) & tops
  guard isDecimal | isLetter == tops else { return nil }
  var value = (text & (0x0f &* ones)) &+ (isLetter >> 7) &* 9
  value = (value | value >> 4) & 0x00ff_00ff_00ff_00ff
  value = (value | value >> 8) & 0x0000_ffff_0000_ffff
  return (value | value >> 16) & 0xffff_ffff
}
