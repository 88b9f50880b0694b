/// A request line taken apart at its spaces, not yet understood. O(n) in its bytes.
///
/// Never fails: the first thing that is wrong stands in `problem`, the rest is read on, because the body
/// that a bad line announces still has to be found and the reply still has to carry the tag.
struct RequestLine {
  private(set) var verb = ""
  /// Arguments without a `key=`, byte for byte.
  private(set) var words: [ArraySlice<UInt8>] = []
  /// In the order of the line; of a key that stands there twice, both.
  private(set) var pairs: [Pair] = []
  private(set) var tag: String?
  private(set) var problem: ProtocolError?
  /// The keys whose first value is not percent-encoded as it should be; they are not in `pairs`.
  private(set) var unreadableKeys: Set<String> = []
  /// No verb has nearly as many keys; what more there are is looked at for announcements alone.
  private static let pairCountMax = 64

  /// Where in `pairs` each key first stands.
  private var places: [String: Int] = [:]

  struct Pair {
    var key: String
    /// Percent-decoded.
    var value: [UInt8]
  }

  init(_ line: ArraySlice<UInt8>) {
    if let bad = line.first(where: { $0 < 0x20 || $0 == 0x7F }) {
      report("expected no control characters in a request line, found byte \(bad)")
    }
    var tokens = line.split(separator: UInt8(ascii: " "))
    if let last = tokens.last, last.first == UInt8(ascii: "#") {
      readTag(last.dropFirst())
      tokens.removeLast()
    }
    if tokens.isEmpty { report("expected a verb, found an empty line") }
    verb = String(decoding: tokens.first ?? [], as: UTF8.self)
    for token in tokens.dropFirst() { readArgument(token) }
  }

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

  private mutating func readTag(_ bytes: ArraySlice<UInt8>) {
    guard (1...32).contains(bytes.count), bytes.allSatisfy(isTagByte) else {
      return report("expected a tag of 1 to 32 characters of A-Z a-z 0-9 . _ -, found another")
    }
    tag = String(decoding: bytes, as: UTF8.self)
  }

  private mutating func readArgument(_ token: ArraySlice<UInt8>) {
    guard let equals = token.firstIndex(of: UInt8(ascii: "=")), token[..<equals].allSatisfy(isKeyByte),
      equals > token.startIndex
    else {
      words.append(token)
      return
    }
    let name = token[..<equals]
    guard pairs.count < Self.pairCountMax || RequestHeader.countKeys.contains(where: name.elementsEqual)
    else {
      return report("expected at most \(Self.pairCountMax) keys in a request line, found more")
    }
    let key = String(decoding: name, as: UTF8.self)
    guard let value = PercentCoding.decode(token[(equals + 1)...]) else {
      if places[key] == nil { unreadableKeys.insert(key) }
      return report("expected two hexadecimal digits after each % in \(key)=, found something else")
    }
    if places[key] == nil {
      places[key] = pairs.count
    } else {
      report("expected \(key)= once, found it twice")
    }
    pairs.append(Pair(key: key, value: value))
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
