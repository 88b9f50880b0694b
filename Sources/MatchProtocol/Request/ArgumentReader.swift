import HashCore

/// Reads the arguments of one request line by name and notices what is left over.
struct ArgumentReader {
  let verb: String
  private let line: RequestLine
  /// Places in `line.pairs` of the keys that were asked for.
  private var readPlaces: Set<Int> = []
  private var hasReadWords = false

  init(_ line: RequestLine) {
    verb = line.verb
    self.line = line
  }

  /// The arguments without a `key=`.
  mutating func readWords() -> some RandomAccessCollection<ArraySlice<UInt8>> {
    hasReadWords = true
    return line.words
  }

  /// Whether `word` is the only argument without a `key=`.
  mutating func readWord(_ word: String) -> Bool {
    guard line.words.count == 1, line.words.first?.elementsEqual(word.utf8) == true else { return false }
    hasReadWords = true
    return true
  }

  mutating func readBytes(_ key: String) -> [UInt8]? {
    guard let place = line.place(of: key) else { return nil }
    readPlaces.insert(place)
    return line.pairs[place].value
  }

  mutating func readText(_ key: String) throws(ProtocolError) -> String? {
    guard let bytes = readBytes(key) else { return nil }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw ProtocolError(.badRequest, "expected UTF-8 in \(key)=, found other bytes")
    }
    return text
  }

  mutating func readInteger(_ key: String, in range: ClosedRange<Int>) throws(ProtocolError) -> Int? {
    guard let bytes = readBytes(key) else { return nil }
    guard let value = decimalValue(bytes), range.contains(value) else {
      let expected = "\(range.lowerBound) to \(range.upperBound)"
      throw ProtocolError(.badRequest, "expected \(key)= \(expected), found \(excerpt(bytes))")
    }
    return value
  }

  /// A number of bytes or lines: any size, since what is too large has its own error.
  mutating func readCount(_ key: String) throws(ProtocolError) -> Int? {
    guard let bytes = readBytes(key) else { return nil }
    guard let count = countValue(bytes) else {
      throw ProtocolError(
        .badRequest, "expected \(key)= of 1 to 15 digits, the first not 0, found \(excerpt(bytes))")
    }
    return count
  }

  mutating func readChoice<Choice: RawRepresentable & CaseIterable>(
    _ key: String, _: Choice.Type
  ) throws(ProtocolError) -> Choice? where Choice.RawValue == String {
    guard let bytes = readBytes(key) else { return nil }
    guard let choice = Choice(rawValue: String(decoding: bytes, as: UTF8.self)) else {
      let names = Choice.allCases.map(\.rawValue).joined(separator: "|")
      throw ProtocolError(.badRequest, "expected \(key)=\(names), found \(excerpt(bytes))")
    }
    return choice
  }

  /// Words with commas between them, each once.
  mutating func readChoices<Choice: RawRepresentable & CaseIterable & Hashable>(
    _ key: String, _: Choice.Type
  ) throws(ProtocolError) -> Set<Choice> where Choice.RawValue == String {
    guard let bytes = readBytes(key) else { return [] }
    var choices: Set<Choice> = []
    for word in bytes.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
      guard let choice = Choice(rawValue: String(decoding: word, as: UTF8.self)),
        choices.insert(choice).inserted
      else {
        let names = Choice.allCases.map(\.rawValue).joined(separator: ",")
        throw ProtocolError(.badRequest, "expected \(key)= of \(names), found \(excerpt(bytes))")
      }
    }
    return choices
  }

  /// Whether `key=word` stands there; any other value is an error.
  mutating func readFlag(_ key: String, word: String) throws(ProtocolError) -> Bool {
    guard let bytes = readBytes(key) else { return false }
    guard bytes.elementsEqual(word.utf8) else {
      throw ProtocolError(.badRequest, "expected \(key)=\(word), found \(excerpt(bytes))")
    }
    return true
  }

  /// Call last: whatever was not read is an error.
  func finish() throws(ProtocolError) {
    if let place = line.pairs.indices.first(where: { !readPlaces.contains($0) }) {
      throw ProtocolError(.unknownKey, "\(verb) has no key \(excerpt(Array(line.pairs[place].key.utf8)))=")
    }
    if !hasReadWords, let word = line.words.first {
      throw ProtocolError(.badRequest, "expected no argument \(excerpt(Array(word))) after \(verb)")
    }
  }
}

/// At most 40 bytes of what a client sent, for an error message.
func excerpt(_ bytes: [UInt8]) -> String {
  bytes.count <= 40
    ? String(decoding: bytes, as: UTF8.self) : String(decoding: bytes.prefix(40), as: UTF8.self) + "..."
}
