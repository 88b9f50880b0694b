import HashCore

/// One token of a JSON text.
enum JSONToken: Hashable, Sendable {
  case beginObject, endObject, beginArray, endArray
  case key(JSONText)
  case text(JSONText)
  /// As it is written.
  case number(String)
  case bool(Bool)
  case null
}

/// Takes JSON texts (RFC 8259) apart as they arrive, in pieces of any size; texts may follow one another.
///
/// Memory is the levels and one value. Commas, colons and brackets are checked; what is wrong within a quoted
/// text is that text's own fault (`JSONText`), and the tokens go on behind it.
struct JSONTokenizer: Sendable {
  /// Whether texts and numbers are left out of tokens, for values that nobody reads.
  var skipsContent = false
  /// Bytes read before the piece at hand.
  private(set) var byteCount = 0

  private var levels: [Level] = []
  private var awaited = Awaited.value
  private var lexeme = Lexeme.none
  private var textReader = JSONTextReader()
  private var letters: [UInt8] = []

  private enum Level { case object, array }
  /// What may come next.
  private enum Awaited { case value, valueOrEnd, keyOrEnd, key, colon, commaOrEnd }
  /// What an unfinished token is.
  private enum Lexeme { case none, key, text, number, word }

  /// How many arrays and objects are open.
  var depth: Int { levels.count }

  /// The next token that ends in `piece` at or after `start`, which it moves; `nil` where none does.
  mutating func next(in piece: Span<UInt8>, from start: inout Int) throws(ImportError) -> JSONToken? {
    while start < piece.count {
      if lexeme != .none {
        guard let token = try goOn(in: piece, from: &start) else { break }
        return token
      }
      let byte = piece[start]
      if let token = try begin(byte, at: byteCount + start) {
        start += 1
        return token
      }
      // A number or word has this byte for its first letter.
      if lexeme != .number, lexeme != .word { start += 1 }
    }
    byteCount += start
    return nil
  }

  /// The number or word that the end of the file ends; then `nil`.
  mutating func last() throws(ImportError) -> JSONToken? {
    if lexeme == .number || lexeme == .word, levels.isEmpty { return try finishLetters(at: byteCount) }
    guard lexeme == .none, levels.isEmpty else { throw .truncated(expected: "the end of a JSON text") }
    return nil
  }

  /// Reads one byte between tokens.
  private mutating func begin(_ byte: UInt8, at place: Int) throws(ImportError) -> JSONToken? {
    switch byte {
    case 0x20, 0x09, 0x0a, 0x0d: return nil
    case UInt8(ascii: ","), UInt8(ascii: ":"): return try separate(byte, at: place)
    case UInt8(ascii: "{"): return try open(.object, at: place)
    case UInt8(ascii: "["): return try open(.array, at: place)
    case UInt8(ascii: "}"): return try close(.object, at: place)
    case UInt8(ascii: "]"): return try close(.array, at: place)
    case UInt8(ascii: "\""): try beginQuoted(at: place)
    case UInt8(ascii: "-"), 0x30...0x39: try beginLetters(.number, byte, at: place)
    case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"): try beginLetters(.word, byte, at: place)
    default: throw unexpected(byte, at: place)
    }
    return nil
  }

  private mutating func separate(_ byte: UInt8, at place: Int) throws(ImportError) -> JSONToken? {
    if byte == UInt8(ascii: ":") {
      guard awaited == .colon else { throw unexpected(byte, at: place) }
      awaited = .value
    } else {
      guard awaited == .commaOrEnd, let level = levels.last else { throw unexpected(byte, at: place) }
      awaited = level == .object ? .key : .value
    }
    return nil
  }

  private mutating func open(_ level: Level, at place: Int) throws(ImportError) -> JSONToken {
    guard awaitsValue else { throw unexpected(level == .object ? 0x7b : 0x5b, at: place) }
    guard levels.count < ImportLimits.depthMax else {
      throw .tooDeep(byte: place, depthMax: ImportLimits.depthMax)
    }
    levels.append(level)
    awaited = level == .object ? .keyOrEnd : .valueOrEnd
    return level == .object ? .beginObject : .beginArray
  }

  private mutating func close(_ level: Level, at place: Int) throws(ImportError) -> JSONToken {
    let isEmptyEnd = awaited == (level == .object ? .keyOrEnd : .valueOrEnd)
    guard levels.last == level, awaited == .commaOrEnd || isEmptyEnd else {
      throw unexpected(level == .object ? 0x7d : 0x5d, at: place)
    }
    levels.removeLast()
    endValue()
    return level == .object ? .endObject : .endArray
  }

  private mutating func beginQuoted(at place: Int) throws(ImportError) {
    if awaited == .key || awaited == .keyOrEnd {
      lexeme = .key
      textReader.begin(byteCountMax: ImportLimits.nameByteCountMax, isSkipped: false)
    } else {
      guard awaitsValue else { throw unexpected(UInt8(ascii: "\""), at: place) }
      lexeme = .text
      textReader.begin(byteCountMax: ImportLimits.valueByteCountMax, isSkipped: skipsContent)
    }
  }

  private mutating func beginLetters(_ kind: Lexeme, _ byte: UInt8, at place: Int) throws(ImportError) {
    guard awaitsValue else { throw unexpected(byte, at: place) }
    lexeme = kind
    letters.removeAll(keepingCapacity: true)
  }

  private var awaitsValue: Bool { awaited == .value || awaited == .valueOrEnd }

  private mutating func endValue() { awaited = levels.isEmpty ? .value : .commaOrEnd }

  /// Reads on in an unfinished token.
  private mutating func goOn(in piece: Span<UInt8>, from start: inout Int) throws(ImportError) -> JSONToken? {
    guard lexeme == .key || lexeme == .text else { return try goOnInLetters(in: piece, from: &start) }
    guard let text = textReader.read(piece, from: &start) else { return nil }
    let isKey = lexeme == .key
    lexeme = .none
    if isKey { awaited = .colon } else { endValue() }
    return isKey ? .key(text) : .text(text)
  }

  private mutating func goOnInLetters(
    in piece: Span<UInt8>, from start: inout Int
  ) throws(ImportError) -> JSONToken? {
    while start < piece.count {
      let byte = piece[start]
      guard byte.isASCIIAlphanumeric || byte == 0x2b || byte == 0x2d || byte == 0x2e else {
        return try finishLetters(at: byteCount + start)
      }
      guard letters.count < Self.letterCountMax else {
        throw .tooLong(byte: byteCount + start, what: "number", byteCountMax: Self.letterCountMax)
      }
      letters.append(byte)
      start += 1
    }
    return nil
  }

  private static let letterCountMax = 1024

  private mutating func finishLetters(at place: Int) throws(ImportError) -> JSONToken {
    let text = String(decoding: letters, as: UTF8.self)
    let kind = lexeme
    lexeme = .none
    endValue()
    switch text {
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "null": return .null
    default:
      guard kind == .number, JSONNumber.isOne(letters) else {
        throw .syntax(byte: place, expected: "a JSON value", found: quoted(text.utf8.span))
      }
      return .number(skipsContent ? "" : text)
    }
  }

  private func unexpected(_ byte: UInt8, at place: Int) -> ImportError {
    let expected =
      switch awaited {
      case .value, .valueOrEnd: "a JSON value"
      case .key, .keyOrEnd: "a key in quotes"
      case .colon: "':'"
      case .commaOrEnd: levels.last == .object ? "',' or '}'" : "',' or ']'"
      }
    return .syntax(byte: place, expected: expected, found: quoted([byte].span))
  }
}

/// The grammar of numbers.
enum JSONNumber {
  /// `-? (0 | 1-9 digits) (. digits)? (e [+-]? digits)?`
  static func isOne(_ letters: [UInt8]) -> Bool {
    var rest = letters[...]
    if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
    let whole = takeDigits(&rest)
    guard whole > 0, whole == 1 || letters[letters.count - rest.count - whole] != 0x30 else { return false }
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      guard takeDigits(&rest) > 0 else { return false }
    }
    if let mark = rest.first, mark | 0x20 == UInt8(ascii: "e") {
      rest.removeFirst()
      if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest.removeFirst() }
      guard takeDigits(&rest) > 0 else { return false }
    }
    return rest.isEmpty
  }

  private static func takeDigits(_ rest: inout ArraySlice<UInt8>) -> Int {
    let digits = rest.prefix { (0x30...0x39).contains($0) }
    rest.removeFirst(digits.count)
    return digits.count
  }
}
