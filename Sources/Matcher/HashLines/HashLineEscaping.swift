import ContentDigests
import HashCore

/// Percent-encoding of the names that stand in text lines, which are text: tabs, commas, control characters
/// and `%` as `%XX`, likewise spaces and quotes at either end of a name, which a reader takes for decoration;
/// everything else as it is.
public enum HashLineEscaping {
  /// `text` with the bytes encoded that a field of a text line may not hold.
  public static func encoded(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard scalars.contains(where: needsEncoding) || isDecoration(scalars.first) || isDecoration(scalars.last)
    else { return text }
    var out = ""
    for place in scalars.indices {
      let scalar = scalars[place]
      let isAtEnd = place == scalars.startIndex || scalars.index(after: place) == scalars.endIndex
      if needsEncoding(scalar) || (isAtEnd && isDecoration(scalar)) {
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

  /// The text as it stands; each byte that is no part of UTF-8 as `%XX`.
  static func text(_ field: Span<UInt8>) -> String {
    if let text = utf8String(field) { return text }
    var text = ""
    for index in field.indices {
      if field[index] < 0x80 {
        text.unicodeScalars.append(Unicode.Scalar(field[index]))
      } else {
        text += encoded(field[index])
      }
    }
    return text
  }

  private static func utf8String(_ bytes: Span<UInt8>) -> String? {
    guard let text = try? UTF8Span(validating: bytes) else { return nil }
    return String(copying: text)
  }

  /// What no field may hold: what separates fields and labels, what encodes, and control characters.
  private static func needsEncoding(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "%" || scalar == "," || scalar.value < 0x20 || (0x7f..<0xa0).contains(scalar.value)
  }

  private static func isDecoration(_ scalar: Unicode.Scalar?) -> Bool { scalar == " " || scalar == "\"" }
}
