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
  var word: UInt64 = 0
  for index in offset..<offset + 16 {
    let digit = digits[index]
    switch digit {
    case 48...57: word = word << 4 | UInt64(digit - 48)
    case 65...70: word = word << 4 | UInt64(digit - 55)
    case 97...102: word = word << 4 | UInt64(digit - 87)
    default: return nil
    }
  }
  return word
}
