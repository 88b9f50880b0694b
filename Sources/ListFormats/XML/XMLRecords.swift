/// An element with everything in it that is read.
struct XMLElement: Hashable, Sendable {
  /// Without the prefix of its name space.
  let name: String
  let attributes: [String: String]
  /// Its own, without the spaces around it.
  fileprivate(set) var text = ""
  fileprivate(set) var children: [XMLElement] = []

  /// The first child of that name.
  func child(_ name: String) -> XMLElement? { children.first { $0.name == name } }

  /// The text of the first child of that name; `nil` if there is none or it is empty.
  func text(of name: String) -> String? { child(name).flatMap { $0.text.isEmpty ? nil : $0.text } }
}

/// Finds the records in XML that arrives in pieces: the elements of some names.
///
/// Memory is at most a record, up to the bound.
struct XMLRecords: Sendable {
  enum Event: Hashable, Sendable {
    case record(XMLElement, number: Int)
    case refused(Refusal.Reason, number: Int)
    /// An element outside of records starts or ends; its own text stands at its end.
    case opened(name: String, attributes: [String: String])
    case closed(name: String, text: String)
  }

  private let names: Set<String>
  private let fields: Set<String>
  private var tokens = XMLTokenizer()
  private var recordCount = 0
  /// The open elements of a record, from its own on.
  private var levels: [XMLElement] = []
  private var byteCount = 0
  /// How many elements are open within a child of a record that is passed over, itself included.
  private var skippedDepth = 0
  private var outerText = ""

  /// - Parameters:
  ///   - names: of the elements that are records.
  ///   - fields: of their children that are read; others are passed over, whatever their size.
  init(names: Set<String>, fields: Set<String>) {
    self.names = names
    self.fields = fields
  }

  /// The next event in `piece` at or after `start`, which it moves; `nil` where there is none.
  mutating func next(in piece: Span<UInt8>, from start: inout Int) throws(ImportError) -> Event? {
    while let token = try tokens.next(in: piece, from: &start) {
      if let event = take(token) { return event }
    }
    return nil
  }

  /// Throws where the file ends too early.
  func finish() throws(ImportError) { try tokens.finish() }

  private mutating func take(_ token: XMLToken) -> Event? {
    switch token {
    case .start(let name, let attributes): start(name, attributes)
    case .text(let text): take(text)
    case .end(let name): end(name)
    }
  }

  private mutating func start(_ name: String, _ attributes: [String: String]) -> Event? {
    if skippedDepth > 0 || (levels.count == 1 && !fields.contains(name)) {
      skippedDepth += 1
    } else if !levels.isEmpty || names.contains(name) {
      levels.append(XMLElement(name: name, attributes: attributes))
      byteCount += name.utf8.count + attributes.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
    } else {
      outerText = ""
      return .opened(name: name, attributes: attributes)
    }
    return nil
  }

  private mutating func take(_ text: String) -> Event? {
    guard skippedDepth == 0 else { return nil }
    let text = text.trimmedOfSpaces
    guard !levels.isEmpty else {
      outerText = text
      return nil
    }
    byteCount += text.utf8.count
    if isWithinBound { levels[levels.count - 1].text += text }
    return nil
  }

  private mutating func end(_ name: String) -> Event? {
    guard skippedDepth == 0 else {
      skippedDepth -= 1
      return nil
    }
    guard let element = levels.popLast() else {
      defer { outerText = "" }
      return .closed(name: name, text: outerText)
    }
    guard levels.isEmpty else {
      if isWithinBound { levels[levels.count - 1].children.append(element) }
      return nil
    }
    return record(element)
  }

  private mutating func record(_ element: XMLElement) -> Event {
    defer { byteCount = 0 }
    recordCount += 1
    guard isWithinBound else {
      let limit = ImportLimits.recordByteCountMax
      return .refused(.tooLong(what: "record", byteCountMax: limit), number: recordCount)
    }
    return .record(element, number: recordCount)
  }

  private var isWithinBound: Bool { byteCount <= ImportLimits.recordByteCountMax }
}

extension StringProtocol {
  /// The text without the white space of XML at either end.
  var trimmedOfSpaces: String {
    let isSpace = { (scalar: Unicode.Scalar) in scalar.value < 0x80 && UInt8(scalar.value).isXMLSpace }
    let scalars = unicodeScalars.drop(while: isSpace)
    guard let last = scalars.lastIndex(where: { !isSpace($0) }) else { return "" }
    return String(String.UnicodeScalarView(scalars[...last]))
  }
}
