/// One JSON object on one line, its keys in the order they were set. Strings are escaped as RFC 8259 asks,
/// and where a terminal would not show a character as what it is; readers get the very same text.
public struct JSONObject: Sendable {
  private var body = ""

  public init() {}

  /// The object as text.
  public var text: String { "{\(body)}" }

  public mutating func set(_ key: String, _ value: String?) {
    if let value { add(key, Self.quoted(value)) }
  }

  public mutating func set(_ key: String, _ value: Int?) {
    if let value { add(key, String(value)) }
  }

  public mutating func set(_ key: String, _ values: [String]) {
    add(key, "[\(values.map(Self.quoted).joined(separator: ","))]")
  }

  public mutating func set(_ key: String, _ objects: [JSONObject]) {
    add(key, "[\(objects.map(\.text).joined(separator: ","))]")
  }

  public mutating func set(_ key: String, _ object: JSONObject) { add(key, object.text) }

  /// Sets `key` to `true`, or leaves it out.
  public mutating func set(_ key: String, flag: Bool) {
    if flag { add(key, "true") }
  }

  private mutating func add(_ key: String, _ value: String) {
    if !body.isEmpty { body += "," }
    body += "\(Self.quoted(key)):\(value)"
  }

  private static func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      case _ where scalar.isUnseen: out += String(scalar).utf16.map(escaped).joined()
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }

  private static func escaped(_ unit: UInt16) -> String {
    let digits = String(unit, radix: 16)
    return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }
}
