/// A request line taken apart at its spaces, not yet understood. O(n) in its bytes, whatever they are: one
/// pass over them, and nothing is kept of an argument that can change neither the answer nor what follows on
/// the wire.
///
/// Never fails: the first thing that is wrong stands in `problem`, the rest is read on, because the body
/// that a bad line announces still has to be found and the reply still has to carry the tag.
struct RequestLine {
  private(set) var verb = ""
  /// In the order of the line; each key once.
  private(set) var pairs: [Pair] = []
  private(set) var tag: String?
  private(set) var problem: ProtocolError?
  /// The keys whose first value is not percent-encoded as it should be; they are not in `pairs`.
  private(set) var unreadableKeys: Set<String> = []

  private let bytes: [UInt8]
  /// Where in `bytes` each argument without a `key=` stands.
  private var wordRanges: [Range<Int>] = []
  /// Where in `pairs` each key stands.
  private var places: [String: Int] = [:]
  /// Of the keys that say how much follows, those that were not met yet.
  private var awaitedKeys = RequestHeader.countKeys

  /// No verb has nearly as many keys.
  private static let pairCountMax = 64

  struct Pair {
    var key: String
    /// Percent-decoded.
    var value: [UInt8]
  }

  init(_ line: [UInt8]) {
    bytes = line
    let span = line.span
    if let bad = span.firstControlByte {
      report("expected no control characters in a request line, found byte \(bad)")
    }
    let end = readTag(at: span.lastTokenStart, span)
    var next = span.token(from: 0, end)
    if next.isEmpty { report("expected a verb, found an empty line") }
    verb = String(decoding: bytes[next], as: UTF8.self)
    while !next.isEmpty {
      next = span.token(from: next.upperBound, end)
      if !next.isEmpty { readArgument(next, span) }
    }
  }

  /// Arguments without a `key=`, byte for byte.
  var words: some RandomAccessCollection<ArraySlice<UInt8>> { wordRanges.lazy.map { [bytes] in bytes[$0] } }

  /// Whether a browser or another client of HTTP may have sent it.
  var looksLikeHTTP: Bool {
    let methods = ["CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PRI", "PUT", "TRACE"]
    return methods.contains(verb) || words.last?.starts(with: "HTTP/".utf8) == true
  }

  /// Where in `pairs` the first value of `key` stands.
  func place(of key: String) -> Int? { places[key] }

  private mutating func report(_ message: @autoclosure () -> String) {
    if problem == nil { problem = ProtocolError(.badRequest, message()) }
  }

  /// Reads the last token if it is a tag.
  /// - Returns: where the tokens before it end.
  private mutating func readTag(at start: Int, _ span: Span<UInt8>) -> Int {
    guard start < span.count, span[start] == UInt8(ascii: "#") else { return span.count }
    let name = bytes[span.token(from: start, span.count)].dropFirst()
    if (1...32).contains(name.count), name.allSatisfy(isTagByte) {
      tag = String(decoding: name, as: UTF8.self)
    } else {
      report("expected a tag of 1 to 32 characters of A-Z a-z 0-9 . _ -, found another")
    }
    return start
  }

  private mutating func readArgument(_ token: Range<Int>, _ span: Span<UInt8>) {
    let equals = span.endOfKey(in: token)
    guard equals > token.lowerBound, equals < token.upperBound, span[equals] == UInt8(ascii: "=") else {
      wordRanges.append(token)
      return
    }
    let name = token.lowerBound..<equals
    let awaited = awaitedKeys.firstIndex { span.holds($0, at: name) }
    // The line is refused; what it announces has to be found all the same.
    guard problem == nil || awaited != nil else { return }
    if let awaited {
      awaitedKeys.remove(at: awaited)
    } else if pairs.count >= Self.pairCountMax {
      return report("expected at most \(Self.pairCountMax) keys in a request line, found more")
    }
    readPair(String(decoding: bytes[name], as: UTF8.self), bytes[(equals + 1)..<token.upperBound])
  }

  private mutating func readPair(_ key: String, _ encoded: ArraySlice<UInt8>) {
    guard places[key] == nil else { return report("expected \(key)= once, found it twice") }
    guard let value = PercentCoding.decode(encoded) else {
      unreadableKeys.insert(key)
      return report("expected two hexadecimal digits after each % in \(key)=, found something else")
    }
    places[key] = pairs.count
    pairs.append(Pair(key: key, value: value))
  }
}

extension Span<UInt8> {
  fileprivate var firstControlByte: UInt8? {
    for place in indices where self[place] < 0x20 || self[place] == 0x7F { return self[place] }
    return nil
  }

  /// Where the last token starts; `count` without any.
  fileprivate var lastTokenStart: Int {
    var end = count
    while end > 0, self[end - 1] == UInt8(ascii: " ") { end -= 1 }
    guard end > 0 else { return count }
    while end > 0, self[end - 1] != UInt8(ascii: " ") { end -= 1 }
    return end
  }

  /// The first token that starts at `place` or behind it and before `limit`; an empty range without any.
  fileprivate func token(from place: Int, _ limit: Int) -> Range<Int> {
    var start = place
    while start < limit, self[start] == UInt8(ascii: " ") { start += 1 }
    var end = start
    while end < limit, self[end] != UInt8(ascii: " ") { end += 1 }
    return start..<end
  }

  /// Where the first byte stands that no key has.
  fileprivate func endOfKey(in token: Range<Int>) -> Int {
    var place = token.lowerBound
    while place < token.upperBound, isKeyByte(self[place]) { place += 1 }
    return place
  }

  fileprivate func holds(_ text: [UInt8], at range: Range<Int>) -> Bool {
    guard text.count == range.count else { return false }
    for place in text.indices where text[place] != self[range.lowerBound + place] { return false }
    return true
  }
}

private func isKeyByte(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
  default: false
  }
}

private func isTagByte(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
    true
  default: false
  }
}

/// The number of bytes or lines that `digits` spell, in the one way in which every reader understands it.
func countValue(_ digits: [UInt8]) -> Int? {
  guard digits.count == 1 || digits.first != UInt8(ascii: "0") else { return nil }
  return decimalValue(digits)
}

/// The number that `digits` spell: 1 to 15 decimal digits and nothing else.
func decimalValue(_ digits: [UInt8]) -> Int? {
  guard (1...15).contains(digits.count) else { return nil }
  var value = 0
  for digit in digits {
    guard (48...57).contains(digit) else { return nil }
    value = value * 10 + Int(digit - 48)
  }
  return value
}
