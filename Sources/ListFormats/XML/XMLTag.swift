import HashCore

/// What stands between `<` and `>` of an element's start: its name as it is written, and its attributes.
struct XMLTag: Hashable, Sendable {
  let name: String
  private(set) var attributes: [String: String] = [:]
  /// Whether the element ends where it starts.
  let isEmpty: Bool

  init(_ bytes: ArraySlice<UInt8>, at place: Int) throws(ImportError) {
    isEmpty = bytes.last == UInt8(ascii: "/")
    var rest = isEmpty ? bytes.dropLast() : bytes
    let name = rest.prefix { !$0.isXMLSpace }
    self.name = try Self.name(name, at: place)
    rest = rest[name.endIndex...]
    while case let spaces = rest.prefix(while: \.isXMLSpace), spaces.count < rest.count {
      rest = rest[spaces.endIndex...]
      guard !spaces.isEmpty else { throw Self.fault("a space before an attribute", rest, place) }
      try takeAttribute(&rest, at: place)
    }
  }

  private mutating func takeAttribute(_ rest: inout ArraySlice<UInt8>, at place: Int) throws(ImportError) {
    let written = rest.prefix { $0 != UInt8(ascii: "=") && !$0.isXMLSpace }
    let key = try Self.name(written, at: place)
    rest = rest[written.endIndex...].drop(while: \.isXMLSpace)
    guard rest.popFirst() == UInt8(ascii: "=") else { throw Self.fault("'='", rest, place) }
    rest = rest.drop(while: \.isXMLSpace)
    guard let quote = rest.popFirst(), quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
      let end = rest.firstIndex(of: quote)
    else { throw Self.fault("a value in quotes", rest, place) }
    guard attributes.updateValue(try XMLText.decoded(rest[..<end], at: place), forKey: key) == nil else {
      throw Self.fault("an attribute once", written, place)
    }
    rest = rest[(end + 1)...]
  }

  /// A name of letters, digits and `:._-`, or of anything beyond ASCII; spaces behind it are no part of it.
  static func name(_ bytes: ArraySlice<UInt8>, at place: Int) throws(ImportError) -> String {
    var bytes = bytes
    while bytes.last?.isXMLSpace == true { bytes.removeLast() }
    let isName = bytes.allSatisfy { $0.isASCIIAlphanumeric || ":._-".utf8.contains($0) || $0 >= 0x80 }
    guard isName, !bytes.isEmpty, bytes.count <= ImportLimits.nameByteCountMax,
      let name = String(validating: bytes, as: UTF8.self)
    else { throw fault("a name", bytes, place) }
    return name
  }

  /// A name without the prefix of its name space.
  static func local(_ name: String) -> String {
    name.split(separator: ":", omittingEmptySubsequences: false).last.map(String.init) ?? name
  }

  private static func fault(_ expected: String, _ found: ArraySlice<UInt8>, _ place: Int) -> ImportError {
    .syntax(byte: place, expected: expected, found: quoted(Array(found).span))
  }
}

/// Texts of XML, in which five characters are written as entities and any may be written as a number.
enum XMLText {
  private static let entities: [String: Unicode.Scalar] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'",
  ]

  /// - Throws: for an entity that XML itself does not have, and for bytes that are not UTF-8.
  static func decoded(_ bytes: ArraySlice<UInt8>, at place: Int) throws(ImportError) -> String {
    var plain: [UInt8] = []
    plain.reserveCapacity(bytes.count)
    var rest = bytes
    while let mark = rest.firstIndex(of: UInt8(ascii: "&")) {
      plain += rest[..<mark]
      guard let end = rest[mark...].prefix(16).firstIndex(of: UInt8(ascii: ";")) else {
        throw .syntax(byte: place, expected: "';' behind '&'", found: quoted(Array(rest[mark...]).span))
      }
      let name = String(decoding: rest[(mark + 1)..<end], as: UTF8.self)
      guard let scalar = entities[name] ?? numbered(name) else { throw .entity(byte: place, name: name) }
      plain += Array(String(scalar).utf8)
      rest = rest[(end + 1)...]
    }
    plain += rest
    guard let text = String(validating: plain, as: UTF8.self) else {
      throw .syntax(byte: place, expected: "UTF-8", found: quoted(plain.span))
    }
    return text
  }

  /// `#10`, `#xA`: any character but zero.
  private static func numbered(_ name: String) -> Unicode.Scalar? {
    guard name.hasPrefix("#") else { return nil }
    let isHexadecimal = name.hasPrefix("#x")
    let value = UInt32(name.dropFirst(isHexadecimal ? 2 : 1), radix: isHexadecimal ? 16 : 10)
    return value.flatMap { $0 == 0 ? nil : Unicode.Scalar($0) }
  }

  /// The bytes of a text that reads as `plain`.
  static func escaped(_ plain: [UInt8]) -> [UInt8] {
    plain.flatMap { byte -> [UInt8] in
      switch byte {
      case UInt8(ascii: "&"): Array("&amp;".utf8)
      case UInt8(ascii: "<"): Array("&lt;".utf8)
      case UInt8(ascii: ">"): Array("&gt;".utf8)
      case UInt8(ascii: "\""): Array("&quot;".utf8)
      default: [byte]
      }
    }
  }
}

extension UInt8 {
  var isXMLSpace: Bool { self == 0x20 || self == 0x09 || self == 0x0a || self == 0x0d }
}
