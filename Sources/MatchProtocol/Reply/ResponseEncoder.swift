/// Writes the reply lines of one request into memory. The last line is always `ok`, `pong` or `error`.
public struct ResponseEncoder: Sendable {
  /// What was written so far and not taken.
  public private(set) var bytes: [UInt8] = []
  /// Bytes and lines that were written, those that were taken included.
  private var takenByteCount = 0
  private var lineCount = 0
  /// What every line ends with: the tag, if there is one, and LF.
  private let lineEnd: [UInt8]
  private let tag: String?
  private let form: ItemForm
  /// Whether items tell nothing but their verdicts and labels.
  private let isRestricted: Bool

  public init(tag: String?, form: ItemForm = .lines, isRestricted: Bool = false) {
    self.isRestricted = isRestricted
    self.tag = tag
    self.form = form
    lineEnd = Array((tag.map { " #\($0)\n" } ?? "\n").utf8)
  }

  /// The `ITEM` line of an item and its `ALSO` lines, or its object.
  public mutating func item(_ item: Item) {
    switch form {
    case .lines: lines(of: item)
    case .objects: object(of: item)
    }
  }

  /// A line that is JSON and nothing else: the tag stands in it.
  private mutating func object(of item: Item) {
    var object = JSONObject(item.index, item, isRestricted: isRestricted)
    object.set("name", item.picture?.name)
    object.set("tag", tag)
    bytes += "\(object.text)\n".utf8
    lineCount += 1
  }

  private mutating func lines(of item: Item) {
    word("ITEM")
    field("i", item.index)
    item.forEachField(in: .line) {
      if !isRestricted || Item.restrictedKeys.contains($0) { field($0, $1) }
    }
    endLine()
    for match in isRestricted ? [] : item.furtherMatches {
      word("ALSO")
      field("i", item.index)
      MatchFields.inLine.forEachValue(of: match, in: .line) { field($0, $1) }
      endLine()
    }
  }

  /// As `item(_:)`, if the reply stays within its limits with it.
  /// - Returns: whether it does; if not, nothing is written.
  public mutating func item(_ item: Item, within limits: ProtocolLimits) -> Bool {
    let before = (byteCount: bytes.count, lineCount: lineCount)
    self.item(item)
    let byteCount = takenByteCount + bytes.count
    if byteCount <= limits.replyByteCountMax && lineCount <= limits.replyLineCountMax { return true }
    bytes.removeSubrange(before.byteCount...)
    lineCount = before.lineCount
    return false
  }

  /// Takes what was written out, so that it can be sent before the rest is there.
  public mutating func takeBytes() -> [UInt8] {
    takenByteCount += bytes.count
    defer { bytes = [] }
    return bytes
  }

  /// `STAT <key> <value>`; neither may hold spaces.
  public mutating func stat(_ key: String, _ value: String) {
    bytes += "STAT \(key) \(value)".utf8
    endLine()
  }

  public mutating func ok(_ fields: [Field] = []) {
    word("OK")
    for field in fields {
      if let elements = field.elements {
        list(field.key, elements)
      } else {
        self.field(field.key, field.value)
      }
    }
    endLine()
  }

  /// `OK bytes=<n>` and the body that it announces.
  public mutating func ok(body: [UInt8]) {
    ok([Field("bytes", "\(body.count)")])
    bytes += body
  }

  public mutating func pong() {
    word("PONG")
    endLine()
  }

  public mutating func error(_ error: ProtocolError) {
    bytes += "ERR \(error.code.rawValue) \(error.code.errorClass.rawValue)".utf8
    for field in error.fields { self.field(field.key, field.value) }
    field("msg", error.message)
    endLine()
  }

  // MARK: Parts of lines

  private mutating func field(_ key: String, _ value: ReplyValue) {
    switch value {
    case .number(let number): field(key, number)
    case .text(let text): field(key, text)
    case .texts(let texts): list(key, texts)
    case .yes: field(key, "yes")
    }
  }

  private mutating func list(_ key: String, _ elements: [String]) {
    begin(key)
    for (index, element) in elements.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      PercentCoding.append(Array(element.utf8), .value, to: &bytes)
    }
  }

  private mutating func word(_ word: String) { bytes += word.utf8 }

  private mutating func field(_ key: String, _ value: Int) {
    begin(key)
    bytes += String(value).utf8
  }

  private mutating func field(_ key: String, _ value: String) {
    begin(key)
    PercentCoding.append(Array(value.utf8), .value, to: &bytes)
  }

  private mutating func begin(_ key: String) {
    bytes.append(UInt8(ascii: " "))
    bytes += key.utf8
    bytes.append(UInt8(ascii: "="))
  }

  private mutating func endLine() {
    bytes += lineEnd
    lineCount += 1
  }
}

extension Item {
  /// The matches that do not stand on the `ITEM` line itself.
  fileprivate var furtherMatches: [MatchFields] {
    switch outcome {
    case .known(let known): known.further
    case .unknown(let nearest): nearest
    case .unjudged, .failed, .skipped: []
    }
  }
}

/// How items stand in a reply.
public enum ItemForm: Sendable {
  /// An `ITEM` line and its `ALSO` lines.
  case lines
  /// `reply=json`: one line with a JSON object.
  case objects
}
