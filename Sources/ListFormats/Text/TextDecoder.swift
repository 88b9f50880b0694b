import HashCore

/// Turns the bytes of a text file into UTF-8 without a byte order mark, piece by piece.
///
/// UTF-8 passes as it is, valid or not: what is not valid is the fault of the field that holds it. UTF-16 is
/// told by its byte order mark, or by the zero beside its first letter, and transcoded; halves of characters
/// become a byte that UTF-8 does not have.
struct TextDecoder: Sendable {
  private var encoding: Encoding?
  /// Bytes that wait for those after them: of a mark, or of a character.
  private var waiting: [UInt8] = []
  private var highHalf: UInt16?

  private enum Encoding { case utf8, utf16LittleEndian, utf16BigEndian }

  /// Appends what `bytes` bring.
  mutating func decode(_ bytes: Span<UInt8>, into text: inout [UInt8]) {
    if encoding == .utf8 { return text.append(bytes) }
    waiting.append(bytes)
    if encoding == nil {
      guard waiting.count >= 3 else { return }
      tell()
    }
    flush(into: &text)
  }

  /// Appends what still waited when the file ended.
  mutating func finish(into text: inout [UInt8]) {
    if encoding == nil { tell() }
    flush(into: &text)
    if !waiting.isEmpty || highHalf != nil { text.append(Self.noCharacter) }
    waiting = []
    highHalf = nil
  }

  /// A byte that stands nowhere in UTF-8.
  private static let noCharacter: UInt8 = 0xff

  /// Chooses the encoding by the first bytes, and drops a mark.
  private mutating func tell() {
    let (first, second) = (waiting.first ?? 0x20, waiting.dropFirst().first ?? 0x20)
    switch (first, second) {
    case (0xff, 0xfe), (1..., 0): encoding = .utf16LittleEndian
    case (0xfe, 0xff), (0, 1...): encoding = .utf16BigEndian
    default: encoding = .utf8
    }
    if encoding == .utf8 {
      if waiting.starts(with: [0xef, 0xbb, 0xbf]) { waiting.removeFirst(3) }
    } else if first >= 0xfe {
      waiting.removeFirst(2)
    }
  }

  private mutating func flush(into text: inout [UInt8]) {
    switch encoding {
    case .utf16LittleEndian: decodeUnits(lowFirst: true, into: &text)
    case .utf16BigEndian: decodeUnits(lowFirst: false, into: &text)
    case .utf8, nil:
      text += waiting
      waiting = []
    }
  }

  private mutating func decodeUnits(lowFirst: Bool, into text: inout [UInt8]) {
    let whole = waiting.count & ~1
    for index in stride(from: 0, to: whole, by: 2) {
      let (first, second) = (UInt16(waiting[index]), UInt16(waiting[index + 1]))
      append(unit: lowFirst ? second << 8 | first : first << 8 | second, to: &text)
    }
    waiting.removeFirst(whole)
  }

  private mutating func append(unit: UInt16, to text: inout [UInt8]) {
    let high = highHalf
    highHalf = nil
    switch (high, unit) {
    case (let high?, 0xdc00...0xdfff):
      let value = 0x10000 + (UInt32(high) - 0xd800) << 10 + UInt32(unit) - 0xdc00
      append(Unicode.Scalar(value), to: &text)
    case (let high, 0xd800...0xdbff):
      if high != nil { text.append(Self.noCharacter) }
      highHalf = unit
    case (let high, _):
      if high != nil { text.append(Self.noCharacter) }
      append(Unicode.Scalar(unit), to: &text)
    }
  }

  private func append(_ scalar: Unicode.Scalar?, to text: inout [UInt8]) {
    if let scalar { text += UTF8.encode(scalar)! } else { text.append(Self.noCharacter) }
  }
}
