import ContentDigests

/// `%` and two hexadecimal digits in place of a byte that may not stand for itself.
public enum PercentCoding {
  /// Which bytes are written as `%XX`, beside those of characters that cannot be seen and bytes that are not
  /// UTF-8.
  public enum Style: Sendable {
    /// Values on the wire: `%`, space and comma.
    case value
    /// Paths in reports: `%`.
    case path
    /// Words for people, which may hold encoded paths: nothing else. It cannot be decoded.
    case words
  }

  /// `bytes` with everything encoded that `style` asks for. O(n).
  public static func encode(_ bytes: [UInt8], _ style: Style) -> String {
    var output: [UInt8] = []
    append(bytes, style, to: &output)
    return String(decoding: output, as: UTF8.self)
  }

  /// The UTF-8 bytes of `text`, encoded.
  public static func encode(_ text: String, _ style: Style) -> String { encode(Array(text.utf8), style) }

  static func append(_ bytes: [UInt8], _ style: Style, to output: inout [UInt8]) {
    var index = 0
    while index < bytes.count {
      let byteCount = plainByteCount(bytes, at: index, style)
      if byteCount == 0 {
        appendEscape(of: bytes[index], to: &output)
        index += 1
      } else {
        output += bytes[index..<index + byteCount]
        index += byteCount
      }
    }
  }

  /// The bytes that `text` stands for, or `nil` where a `%` is not followed by two hexadecimal digits. O(n).
  public static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
    var output: [UInt8] = []
    output.reserveCapacity(text.count)
    var rest = text.makeIterator()
    while let byte = rest.next() {
      guard byte == percent else {
        output.append(byte)
        continue
      }
      guard let high = rest.next().flatMap(hexValue), let low = rest.next().flatMap(hexValue)
      else { return nil }
      output.append(high << 4 | low)
    }
    return output
  }

  /// `decode`, read as UTF-8; `nil` too where the bytes are not UTF-8.
  public static func decodeText(_ text: some Collection<UInt8>) -> String? {
    decode(text).flatMap { String(validating: $0, as: UTF8.self) }
  }
}

private let percent = UInt8(ascii: "%")

private func appendEscape(of byte: UInt8, to output: inout [UInt8]) {
  let digits = Array("0123456789ABCDEF".utf8)
  output += [percent, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
}

/// How many bytes from `index` on make one character that stands for itself; 0 when the
/// byte there is to be encoded.
private func plainByteCount(_ bytes: [UInt8], at index: Int, _ style: PercentCoding.Style) -> Int {
  switch bytes[index] {
  case 0x00...0x1F, 0x7F: 0
  case percent: style == .words ? 1 : 0
  case UInt8(ascii: " "), UInt8(ascii: ","): style == .value ? 0 : 1
  case 0x20...0x7E: 1
  default: multiByteCount(bytes[index...].prefix(4))
  }
}

/// The length of the well-formed UTF-8 sequence that `bytes` start with, if it can be seen; else 0.
private func multiByteCount(_ bytes: ArraySlice<UInt8>) -> Int {
  var decoder = UTF8()
  var iterator = bytes.makeIterator()
  guard case .scalarValue(let scalar) = decoder.decode(&iterator), !scalar.isUnseen else { return 0 }
  return UTF8.width(scalar)
}

extension Unicode.Scalar {
  /// Whether text can pass for another one by it: it moves the cursor, turns the direction of writing
  /// (U+202A to U+202E, U+2066 to U+2069, marks), or leaves no trace at all (U+200B, U+FEFF, variation
  /// selectors).
  package var isUnseen: Bool {
    if isASCII { return value < 0x20 || value == 0x7F }
    return switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: properties.isDefaultIgnorableCodePoint
    }
  }
}
