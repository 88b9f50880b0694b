import HashCore

/// One token of an XML text.
enum XMLToken: Hashable, Sendable {
  /// Without the prefix of its name space.
  case start(name: String, attributes: [String: String])
  case end(name: String)
  /// What stands between two tags; several in a row are one text.
  case text(String)
}

/// Takes XML apart as it arrives, in pieces of any size: elements, attributes and text, in UTF-8.
///
/// There are no document types and no entities but XML's own five and numbers of characters: a file that
/// brings either is refused before anything is made of it. Tags have to match. Memory is one tag or text, up
/// to the bound, and the names of the open elements.
struct XMLTokenizer: Sendable {
  private var bytes: [UInt8] = []
  private var state = State.text
  private var open: [String] = []
  private var hasRoot = false
  /// The end of an element that has no content, which follows its start.
  private var pendingEnd: String?
  private var byteCount = 0

  private enum State: Hashable {
    case text
    /// Within `<...>`; the quote that is open.
    case markup(quote: UInt8?)
    case comment, data, instruction
  }

  /// The next token that ends in `piece` at or after `start`, which it moves; `nil` where none does.
  mutating func next(in piece: Span<UInt8>, from start: inout Int) throws(ImportError) -> XMLToken? {
    if let name = pendingEnd {
      pendingEnd = nil
      return try close(name, at: byteCount + start)
    }
    while start < piece.count {
      let place = byteCount + start
      let byte = piece[start]
      start += 1
      if let token = try take(byte, at: place) { return token }
    }
    byteCount += start
    return nil
  }

  /// Throws where the file ends within its root, or without one.
  func finish() throws(ImportError) {
    guard state == .text, open.isEmpty, hasRoot, bytes.allSatisfy(\.isXMLSpace) else {
      throw .truncated(expected: "the end of the XML element that is the whole")
    }
  }

  private mutating func take(_ byte: UInt8, at place: Int) throws(ImportError) -> XMLToken? {
    switch state {
    case .text:
      guard byte == UInt8(ascii: "<") else {
        try keep(byte, at: place)
        return nil
      }
      state = .markup(quote: nil)
      return try finishText(at: place)
    case .markup(let quote): return try takeMarkup(byte, quote: quote, at: place)
    case .comment: endSection("-->", byte)
    case .instruction: endSection("?>", byte)
    case .data: try takeData(byte, at: place)
    }
    return nil
  }

  private mutating func keep(_ byte: UInt8, at place: Int) throws(ImportError) {
    guard bytes.count < ImportLimits.valueByteCountMax else {
      throw .tooLong(byte: place, what: "text or tag", byteCountMax: ImportLimits.valueByteCountMax)
    }
    bytes.append(byte)
  }

  private mutating func finishText(at place: Int) throws(ImportError) -> XMLToken? {
    defer { bytes.removeAll(keepingCapacity: true) }
    guard !bytes.isEmpty else { return nil }
    guard !open.isEmpty else {
      guard bytes.allSatisfy(\.isXMLSpace) else {
        throw .syntax(byte: place, expected: "an XML element", found: quoted(bytes.span))
      }
      return nil
    }
    return .text(try XMLText.decoded(bytes[...], at: place))
  }

  private mutating func takeMarkup(
    _ byte: UInt8, quote: UInt8?, at place: Int
  ) throws(ImportError) -> XMLToken? {
    if byte == UInt8(ascii: ">"), quote == nil { return try finishMarkup(at: place) }
    try keep(byte, at: place)
    if let quote {
      if byte == quote { state = .markup(quote: nil) }
    } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
      state = .markup(quote: byte)
    }
    try beginSection(at: place)
    return nil
  }

  /// Comments, data and instructions have ends of their own.
  private mutating func beginSection(at place: Int) throws(ImportError) {
    if bytes.first == UInt8(ascii: "?") {
      state = .instruction
      bytes = []
    } else if bytes.first == UInt8(ascii: "!") {
      if bytes.elementsEqual("!--".utf8) {
        state = .comment
        bytes = []
      } else if bytes.elementsEqual("![CDATA[".utf8) {
        guard !open.isEmpty else { throw .syntax(byte: place, expected: "an XML element", found: "data") }
        state = .data
        bytes = []
      } else if !"!--".utf8.starts(with: bytes), !"![CDATA[".utf8.starts(with: bytes) {
        throw .documentType(byte: place)
      }
    }
  }

  /// Keeps no more of a comment or instruction than its end.
  private mutating func endSection(_ end: String, _ byte: UInt8) {
    bytes.append(byte)
    if bytes.suffix(end.utf8.count).elementsEqual(end.utf8) {
      bytes.removeAll(keepingCapacity: true)
      state = .text
    } else if bytes.count > 64 {
      bytes.removeFirst(bytes.count - end.utf8.count)
    }
  }

  /// Data is text in which nothing is markup: it is kept as text that is escaped.
  private mutating func takeData(_ byte: UInt8, at place: Int) throws(ImportError) {
    try keep(byte, at: place)
    guard bytes.suffix(3).elementsEqual("]]>".utf8) else { return }
    bytes.removeLast(3)
    state = .text
    bytes = XMLText.escaped(bytes)
  }

  private mutating func finishMarkup(at place: Int) throws(ImportError) -> XMLToken? {
    defer { bytes.removeAll(keepingCapacity: true) }
    state = .text
    if bytes.first == UInt8(ascii: "/") {
      return try close(try XMLTag.name(bytes[1...], at: place), at: place)
    }
    let tag = try XMLTag(bytes[...], at: place)
    guard !hasRoot || !open.isEmpty else {
      throw .syntax(byte: place, expected: "the end of the file", found: "another element")
    }
    guard open.count < ImportLimits.depthMax else {
      throw .tooDeep(byte: place, depthMax: ImportLimits.depthMax)
    }
    hasRoot = true
    open.append(tag.name)
    if tag.isEmpty { pendingEnd = tag.name }
    return .start(name: XMLTag.local(tag.name), attributes: tag.attributes)
  }

  private mutating func close(_ name: String, at place: Int) throws(ImportError) -> XMLToken {
    guard open.popLast() == name else {
      throw .syntax(byte: place, expected: "the end of an open element", found: quoted("/\(name)".utf8.span))
    }
    return .end(name: XMLTag.local(name))
  }
}
