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
  /// The keys whose values are not percent-encoded as they should be, and those of counts that others might
  /// read otherwise.
  private(set) var unreadableKeys: Set<String> = []
  /// Whether something stands there that others might take for the count of what follows.
  let hasUnclearCount: Bool

  private let bytes: [UInt8]
  /// Where in `bytes` each argument without a `key=` stands.
  private var wordRanges: [Range<Int>] = []
  /// Where in `pairs` each key stands.
  private var places: [String: Int] = [:]

  /// Those of `RequestHeader.countKeys` that stand there more than once; further ones are passed over.
  private var repeatedCounts: [Int] = []

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
    hasUnclearCount = span.hasUnclearCount
    if let bad = span.firstControlByte {
      report("expected no control characters in a request line, found byte \(bad)")
    }
    if hasUnclearCount {
      report("expected counts as n=<digits> or bytes=<digits> between spaces, found one written otherwise")
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
    let count = RequestHeader.countKeys.firstIndex { span.holds($0, at: name) }
    if let count {
      guard !repeatedCounts.contains(count) else { return }
      readCount(count, String(decoding: bytes[name], as: UTF8.self), bytes[(equals + 1)..<token.upperBound])
      return
    }
    // The line is refused; only what it announces has to be found all the same.
    guard problem == nil else { return }
    guard pairs.count < Self.pairCountMax else {
      return report("expected at most \(Self.pairCountMax) keys in a request line, found more")
    }
    readPair(String(decoding: bytes[name], as: UTF8.self), bytes[(equals + 1)..<token.upperBound])
  }

  /// Reads a count, which has to stand there once and as it is.
  private mutating func readCount(_ count: Int, _ key: String, _ digits: ArraySlice<UInt8>) {
    if places[key] != nil {
      unreadableKeys.insert(key)
      repeatedCounts.append(count)
    } else if digits.contains(UInt8(ascii: "%")) {
      unreadableKeys.insert(key)
      report("expected the digits of \(key)= as they are, found them percent-encoded")
    }
    readPair(key, digits)
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

  /// Whether the name of a count stands where the line does not announce one: in capitals, before another
  /// sign than `=`, or behind a control character instead of a space.
  fileprivate var hasUnclearCount: Bool {
    var start = 0
    while start < count {
      var end = start
      while end < count, self[end] > 0x20, self[end] != 0x7F { end += 1 }
      let isBehindSpace = start > 0 && self[start - 1] == UInt8(ascii: " ")
      for key in RequestHeader.countKeys where names(key, at: start..<end) {
        let place = start..<(start + key.count)
        let isClear = place.upperBound < end && self[place.upperBound] == UInt8(ascii: "=")
        guard isBehindSpace, isClear, holds(key, at: place) else { return true }
      }
      start = end + 1
    }
    return false
  }

  /// Whether `text` stands at the beginning of `range`, in letters of either case, and no longer word does.
  private func names(_ text: [UInt8], at range: Range<Int>) -> Bool {
    guard range.count >= text.count else { return false }
    for place in text.indices where text[place] != self[range.lowerBound + place] | 0x20 { return false }
    let end = range.lowerBound + text.count
    return end == range.upperBound || !(isKeyByte(self[end]) || isKeyByte(self[end] | 0x20))
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
