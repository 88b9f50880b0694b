import ContentDigests
import HashCore
import Matcher

/// The bytes of hexadecimal digits of either case; `nil` for anything else.
func hexBytes(_ digits: Span<UInt8>) -> [UInt8]? {
  guard digits.count % 2 == 0 else { return nil }
  var bytes: [UInt8] = []
  bytes.reserveCapacity(digits.count / 2)
  for index in stride(from: 0, to: digits.count, by: 2) {
    guard let high = hexValue(digits[index]), let low = hexValue(digits[index + 1]) else { return nil }
    bytes.append(high << 4 | low)
  }
  return bytes
}

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

extension DigestAlgorithm {
  /// By the name that a list gives it, lower case, with or without a hyphen.
  init?(named name: String) { self.init(rawValue: name.replacing("-", with: "")) }

  /// The algorithm whose digests have so many hexadecimal digits.
  init?(digitCount: Int) {
    guard let found = Self.allCases.first(where: { 2 * $0.byteCount == digitCount }) else { return nil }
    self = found
  }

  /// The digest of a file without bytes.
  var ofNothing: ContentDigest { Self.digestsOfNothing.first { $0.algorithm == self }! }

  private static let digestsOfNothing = FileDigester().finish().all
}

/// A text as messages show it, between quotes.
func quoted(_ text: Span<UInt8>) -> String { "'\(printable(text))'" }
