/// A message that is not what the other process sends. Whoever sends one is not trusted any further.
struct MessageError: Error {
  let expected: String
}

/// Takes values out of a message, as `MessageWriter` puts them in, and trusts none of them.
struct MessageReader {
  private let bytes: [UInt8]
  private var place = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func byte() throws(MessageError) -> UInt8 {
    guard place < bytes.count else { throw MessageError(expected: "more bytes") }
    defer { place += 1 }
    return bytes[place]
  }

  mutating func word() throws(MessageError) -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 8) { value |= UInt64(try byte()) << shift }
    return value
  }

  mutating func number(in range: ClosedRange<Int>) throws(MessageError) -> Int {
    let value = Int(Int64(bitPattern: try word()))
    guard range.contains(value) else {
      throw MessageError(expected: "a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  mutating func flag() throws(MessageError) -> Bool {
    let value = try byte()
    guard value <= 1 else { throw MessageError(expected: "a flag") }
    return value == 1
  }

  mutating func choice<Choice: CaseIterable>() throws(MessageError) -> Choice {
    let number = Int(try byte())
    guard number < Choice.allCases.count else { throw MessageError(expected: "a \(Choice.self)") }
    return Choice.allCases[Choice.allCases.index(Choice.allCases.startIndex, offsetBy: number)]
  }

  /// What is not UTF-8 becomes U+FFFD.
  mutating func text(byteCountMax: Int) throws(MessageError) -> String {
    let count = try number(in: 0...byteCountMax)
    guard bytes.count - place >= count else { throw MessageError(expected: "more bytes") }
    defer { place += count }
    return String(decoding: bytes[place..<place + count], as: UTF8.self)
  }

  mutating func optional<Value>(
    _ body: (inout MessageReader) throws(MessageError) -> Value
  ) throws(MessageError) -> Value? {
    try flag() ? try body(&self) : nil
  }

  mutating func list<Value>(
    countMax: Int, _ body: (inout MessageReader) throws(MessageError) -> Value
  ) throws(MessageError) -> [Value] {
    let count = try number(in: 0...countMax)
    var values: [Value] = []
    for _ in 0..<count { values.append(try body(&self)) }
    return values
  }

  /// - Throws: where bytes are left over.
  func finish() throws(MessageError) {
    guard place == bytes.count else { throw MessageError(expected: "the end of the message") }
  }
}
