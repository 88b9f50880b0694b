import HashCore

extension PDQHash {
  /// The 32 bytes of the hash, most significant first, in Base64; `nil` for anything else.
  init?(base64 text: Span<UInt8>) {
    guard text.count == 44, text[43] == UInt8(ascii: "=") else { return nil }
    var words: InlineArray<4, UInt64> = [0, 0, 0, 0]
    var (bits, bitCount, byteCount) = (0, 0, 0)
    for index in 0..<43 {
      guard let value = base64Value(text[index]) else { return nil }
      bits = bits << 6 | value
      bitCount += 6
      guard bitCount >= 8 else { continue }
      bitCount -= 8
      words[byteCount / 8] = words[byteCount / 8] << 8 | UInt64(bits >> bitCount & 0xff)
      byteCount += 1
    }
    guard bits & (1 << bitCount - 1) == 0 else { return nil }
    self.init(words: (words[3], words[2], words[1], words[0]))
  }

  /// How many bits are set, 0...256.
  var oneCount: Int { distance(to: PDQHash(words: (0, 0, 0, 0))) }
}

private func base64Value(_ letter: UInt8) -> Int? {
  switch letter {
  case 0x41...0x5a: Int(letter) - 0x41
  case 0x61...0x7a: Int(letter) - 0x61 + 26
  case 0x30...0x39: Int(letter) - 0x30 + 52
  case UInt8(ascii: "+"): 62
  case UInt8(ascii: "/"): 63
  default: nil
  }
}
