import HashCore

/// Takes the arguments of one request line by name and notices what is left over.
struct ArgumentReader {
  let verb: String
  private(set) var words: [String]
  private var pairs: [RequestLine.Pair]

  init(_ line: RequestLine) {
    verb = line.verb
    words = line.words
    pairs = line.pairs
  }

  mutating func takeWords() -> [String] {
    defer { words = [] }
    return words
  }

  mutating func takeBytes(_ key: String) -> [UInt8]? {
    guard let index = pairs.firstIndex(where: { $0.key == key }) else { return nil }
    return pairs.remove(at: index).value
  }

  mutating func takeText(_ key: String) throws(ProtocolError) -> String? {
    guard let bytes = takeBytes(key) else { return nil }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw ProtocolError(.badRequest, "expected UTF-8 in \(key)=, found other bytes")
    }
    return text
  }

  mutating func takeInteger(_ key: String, in range: ClosedRange<Int>) throws(ProtocolError) -> Int? {
    guard let bytes = takeBytes(key) else { return nil }
    guard let value = decimalValue(bytes), range.contains(value) else {
      let expected = "\(range.lowerBound) to \(range.upperBound)"
      throw ProtocolError(.badRequest, "expected \(key)= \(expected), found \(excerpt(bytes))")
    }
    return value
  }

  /// A number of bytes or lines: any size, since what is too large has its own error.
  mutating func takeCount(_ key: String) throws(ProtocolError) -> Int? {
    try takeInteger(key, in: 0...999_999_999_999_999)
  }

  mutating func takeChoice<Choice: RawRepresentable & CaseIterable>(
    _ key: String, _: Choice.Type
  ) throws(ProtocolError) -> Choice? where Choice.RawValue == String {
    guard let bytes = takeBytes(key) else { return nil }
    guard let choice = Choice(rawValue: String(decoding: bytes, as: UTF8.self)) else {
      let names = Choice.allCases.map(\.rawValue).joined(separator: "|")
      throw ProtocolError(.badRequest, "expected \(key)=\(names), found \(excerpt(bytes))")
    }
    return choice
  }

  /// Whether `key=word` stands there; any other value is an error.
  mutating func takeFlag(_ key: String, word: String) throws(ProtocolError) -> Bool {
    guard let bytes = takeBytes(key) else { return false }
    guard bytes.elementsEqual(word.utf8) else {
      throw ProtocolError(.badRequest, "expected \(key)=\(word), found \(excerpt(bytes))")
    }
    return true
  }

  /// Call last: whatever was not taken is an error.
  func finish() throws(ProtocolError) {
    if let pair = pairs.first {
      throw ProtocolError(.unknownKey, "\(verb) has no key \(excerpt(Array(pair.key.utf8)))=")
    }
    if let word = words.first {
      throw ProtocolError(.badRequest, "expected no argument \(excerpt(Array(word.utf8))) after \(verb)")
    }
  }
}

/// At most 40 bytes of what a client sent, for an error message.
func excerpt(_ bytes: [UInt8]) -> String {
  bytes.count <= 40
    ? String(decoding: bytes, as: UTF8.self) : String(decoding: bytes.prefix(40), as: UTF8.self) + "..."
}
