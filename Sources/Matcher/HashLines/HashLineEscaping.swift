import ContentDigests
import HashCore

/// Percent-encoding of the names that stand in text lines, which are text: tabs, commas, control characters
/// and `%` as `%XX`, spaces and everything else as they are.
public enum HashLineEscaping {
  /// `text` with the bytes encoded that a field of a text line may not hold.
  public static func encoded(_ text: String) -> String {
    guard text.utf8.contains(where: needsEncoding) || text.unicodeScalars.contains(where: isC1Control) else {
      return text
    }
    var out = ""
    for scalar in text.unicodeScalars {
      if isC1Control(scalar) || (scalar.isASCII && needsEncoding(UInt8(scalar.value))) {
        for byte in String(scalar).utf8 { out += encoded(byte) }
      } else {
        out.unicodeScalars.append(scalar)
      }
    }
    return out
  }

  /// `%XX` for one byte, upper-case digits.
  static func encoded(_ byte: UInt8) -> String {
    let digits = Array("0123456789ABCDEF".unicodeScalars)
    var out = "%"
    out.unicodeScalars.append(digits[Int(byte >> 4)])
    out.unicodeScalars.append(digits[Int(byte & 15)])
    return out
  }

  /// The text that `field` encodes; `nil` if a `%` is not followed by two hexadecimal digits
  /// or the bytes are not UTF-8.
  public static func decoded(_ field: Span<UInt8>) -> String? {
    guard field.firstOffset(of: UInt8(ascii: "%")) != nil else { return utf8String(field) }
    var bytes: [UInt8] = []
    var index = 0
    while index < field.count {
      if field[index] == UInt8(ascii: "%") {
        guard index + 2 < field.count, let high = hexValue(field[index + 1]),
          let low = hexValue(field[index + 2])
        else { return nil }
        bytes.append(high << 4 | low)
        index += 3
      } else {
        bytes.append(field[index])
        index += 1
      }
    }
    return utf8String(bytes.span)
  }

  private static func utf8String(_ bytes: Span<UInt8>) -> String? {
    guard let text = try? UTF8Span(validating: bytes) else { return nil }
    return String(copying: text)
  }

  private static func needsEncoding(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == 0x7f || byte == UInt8(ascii: "%") || byte == UInt8(ascii: ",")
  }

  private static func isC1Control(_ scalar: Unicode.Scalar) -> Bool { (0x80..<0xa0).contains(scalar.value) }
}
