import ContentDigests
import HashCore

/// A quoted text, or why it cannot be read.
enum JSONText: Hashable, Sendable {
  case text(String)
  case unreadable(Fault)

  enum Fault: Hashable, Sendable {
    case notUTF8
    case badEscape
    /// A control character that stands as it is.
    case controlCharacter
    case tooLong(byteCountMax: Int)
  }

  /// `nil` if it cannot be read.
  var text: String? {
    if case .text(let text) = self { text } else { nil }
  }
}

extension JSONText.Fault: CustomStringConvertible {
  var description: String {
    switch self {
    case .notUTF8: "bytes that are not UTF-8"
    case .badEscape: "an escape that JSON does not have"
    case .controlCharacter: "a control character"
    case .tooLong(let limit): "more than \(limit) bytes"
    }
  }
}

/// Reads one quoted text after another, each from behind its first quote to its last. Holds at most the
/// bound.
struct JSONTextReader: Sendable {
  private var bytes: [UInt8] = []
  private var byteCountMax = 0
  private var isSkipped = false
  private var fault: JSONText.Fault?
  private var escape = Escape.none
  /// The first half of a character above U+FFFF, which waits for its second.
  private var highHalf: UInt32?

  private enum Escape: Hashable {
    case none, letter
    /// The digits read so far, and their value.
    case unicode(digitCount: Int, value: UInt32)
  }

  /// - Parameter isSkipped: whether nobody wants the content, which then is empty.
  mutating func begin(byteCountMax: Int, isSkipped: Bool) {
    bytes.removeAll(keepingCapacity: true)
    (self.byteCountMax, self.isSkipped) = (byteCountMax, isSkipped)
    (fault, escape, highHalf) = (nil, .none, nil)
  }

  /// The text, if its quote stands in `piece` at or after `start`, which it moves.
  mutating func read(_ piece: Span<UInt8>, from start: inout Int) -> JSONText? {
    while start < piece.count {
      if escape != .none {
        readEscape(piece[start])
        start += 1
        continue
      }
      let end = plainEnd(piece, from: start)
      append(piece.extracting(start..<end))
      start = end
      guard end < piece.count else { return nil }
      start += 1
      switch piece[end] {
      case UInt8(ascii: "\""): return finished()
      case UInt8(ascii: "\\"): escape = .letter
      default: fault = fault ?? .controlCharacter
      }
    }
    return nil
  }

  /// Where a byte stands that is no plain part of a text.
  private func plainEnd(_ piece: Span<UInt8>, from start: Int) -> Int {
    var end = start
    while end < piece.count {
      let byte = piece[end]
      if byte == 0x22 || byte == 0x5c || byte < 0x20 { break }
      end += 1
    }
    return end
  }

  private mutating func append(_ part: Span<UInt8>) {
    guard !part.isEmpty else { return }
    endHalf()
    guard !isSkipped, fault == nil else { return }
    guard part.count <= byteCountMax - bytes.count else {
      fault = .tooLong(byteCountMax: byteCountMax)
      bytes.removeAll()
      return
    }
    bytes.append(part)
  }

  private mutating func readEscape(_ byte: UInt8) {
    switch escape {
    case .letter where byte == UInt8(ascii: "u"): escape = .unicode(digitCount: 0, value: 0)
    case .unicode(let digitCount, let value):
      guard let digit = hexValue(byte) else { return endEscape(fault: .badEscape) }
      let next = value << 4 | UInt32(digit)
      escape = .unicode(digitCount: digitCount + 1, value: next)
      if digitCount == 3 { take(unit: next) }
    default:
      guard let place = Self.letters.firstIndex(of: byte) else { return endEscape(fault: .badEscape) }
      escape = .none
      let letter: [UInt8] = [Self.meanings[place]]
      append(letter.span)
    }
  }

  private static let letters = Array("\"\\/bfnrt".utf8)
  private static let meanings: [UInt8] = [0x22, 0x5c, 0x2f, 0x08, 0x0c, 0x0a, 0x0d, 0x09]

  private mutating func endEscape(fault: JSONText.Fault) {
    escape = .none
    self.fault = self.fault ?? fault
  }

  /// One unit of UTF-16.
  private mutating func take(unit: UInt32) {
    escape = .none
    if let high = highHalf, (0xdc00...0xdfff).contains(unit) {
      highHalf = nil
      append(Unicode.Scalar(0x10000 + (high - 0xd800) << 10 + unit - 0xdc00))
    } else {
      endHalf()
      if (0xd800...0xdbff).contains(unit) { highHalf = unit } else { append(Unicode.Scalar(unit)) }
    }
  }

  private mutating func append(_ scalar: Unicode.Scalar?) {
    guard let scalar else { return endEscape(fault: .badEscape) }
    append(Array(String(scalar).utf8).span)
  }

  /// A half without its second one.
  private mutating func endHalf() {
    if highHalf != nil { fault = fault ?? .badEscape }
    highHalf = nil
  }

  private mutating func finished() -> JSONText {
    endHalf()
    if let fault { return .unreadable(fault) }
    guard let text = try? UTF8Span(validating: bytes.span) else { return .unreadable(.notUTF8) }
    return .text(String(copying: text))
  }
}
