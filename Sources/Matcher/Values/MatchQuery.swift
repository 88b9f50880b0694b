import ContentDigests
import HashCore

/// What is looked up, or what a list line holds: a hash or a digest.
///
/// Text form: `pdq:<64 hex>`, bare 64 hex (the same), `md5:`, `sha1:` or `sha256:` and
/// the digest in hexadecimal.
public enum MatchQuery: Hashable, Sendable {
  case hash(PDQHash)
  case digest(ContentDigest)

  /// Reads the text form; hexadecimal and scheme names of either case.
  public init(parsing text: some StringProtocol) throws(QueryError) {
    let bytes = Array(text.utf8)
    try self.init(parsing: bytes.span)
  }

  /// Reads the text form from bytes.
  public init(parsing text: Span<UInt8>) throws(QueryError) {
    guard let colon = text.firstOffset(of: UInt8(ascii: ":")) else {
      self = .hash(try PDQHash(parsing: text))
      return
    }
    let digits = text.extracting((colon + 1)..<text.count)
    switch Scheme(text.extracting(0..<colon)) {
    case .pdq: self = .hash(try PDQHash(parsing: digits))
    case .digest(let algorithm): self = .digest(try ContentDigest(algorithm, parsing: digits))
    case .other(let name): throw .unsupportedType(name: name)
    }
  }

  /// The text form, lower case, with its scheme.
  public var text: String {
    switch self {
    case .hash(let hash): "pdq:\(hash)"
    case .digest(let digest): "\(digest.algorithm.rawValue):\(digest.hex)"
    }
  }
}

/// Why a text is no query.
public enum QueryError: Error, Hashable, CustomStringConvertible {
  /// It names a type that is looked up, but what follows is not one.
  case badHash(expected: String, found: String)
  /// It names a type that is not looked up.
  case unsupportedType(name: String)

  public var description: String {
    switch self {
    case .badHash(let expected, let found): "expected \(expected), found \(found)"
    case .unsupportedType(let name): "expected pdq:, md5:, sha1: or sha256:, found '\(name):'"
    }
  }
}

private enum Scheme {
  case pdq
  case digest(DigestAlgorithm)
  case other(String)

  init(_ name: Span<UInt8>) {
    // The bit that makes an ASCII letter lower case.
    let lower: UInt8 = 0x20
    if name.count == 3, name[0] | lower == UInt8(ascii: "p"), name[1] | lower == UInt8(ascii: "d"),
      name[2] | lower == UInt8(ascii: "q")
    {
      self = .pdq
      return
    }
    let text = printable(name)
    self = DigestAlgorithm(rawValue: text.lowercased()).map(Scheme.digest) ?? .other(text)
  }
}

extension PDQHash {
  fileprivate init(parsing digits: Span<UInt8>) throws(QueryError) {
    guard let hash = PDQHash(hexDigits: digits) else { throw notHexadecimal(digits, digitCount: 64) }
    guard hash.words != (0, 0, 0, 0) else {
      throw .badHash(expected: "a hash", found: "64 zeros, which stand for no hash")
    }
    self = hash
  }
}

extension ContentDigest {
  fileprivate init(_ algorithm: DigestAlgorithm, parsing digits: Span<UInt8>) throws(QueryError) {
    guard digits.count == 2 * algorithm.byteCount, let bytes = hexBytes(digits) else {
      throw notHexadecimal(digits, digitCount: 2 * algorithm.byteCount)
    }
    self.init(algorithm, bytes: bytes)
  }
}

private func notHexadecimal(_ digits: Span<UInt8>, digitCount: Int) -> QueryError {
  let expected = "\(digitCount) hexadecimal digits"
  guard digits.count == digitCount, let bad = digits.indices.first(where: { hexValue(digits[$0]) == nil })
  else {
    return .badHash(expected: expected, found: "\(digits.count)")
  }
  return .badHash(
    expected: expected, found: "'\(printable(digits.extracting(bad..<bad + 1)))' as digit \(bad + 1)")
}

/// At most 32 bytes of `text`, with everything that is not printable ASCII percent-encoded.
package func printable(_ text: Span<UInt8>) -> String {
  var shown = ""
  for index in 0..<min(32, text.count) {
    let byte = text[index]
    if (0x20..<0x7f).contains(byte) {
      shown.unicodeScalars.append(Unicode.Scalar(byte))
    } else {
      shown += HashLineEscaping.encoded(byte)
    }
  }
  return text.count > 32 ? shown + "..." : shown
}
