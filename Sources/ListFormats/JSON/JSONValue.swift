/// A value that is read as a whole.
indirect enum JSONValue: Hashable, Sendable {
  case text(String)
  /// As it is written: an id may have more digits than a number type.
  case number(String)
  case bool(Bool)
  case null
  case array([JSONValue])
  case object(JSONObject)
  /// A text that cannot be read.
  case unreadable(JSONText.Fault)

  /// A text, or a number as it is written; sources write one for the other.
  var text: String? {
    switch self {
    case .text(let text), .number(let text): text
    default: nil
    }
  }

  /// A truth value, or the word for one in any case; sources write one for the other.
  var flag: Bool? {
    if case .bool(let flag) = self { return flag }
    return text.flatMap(Bool.init(word:))
  }

  var array: [JSONValue]? {
    if case .array(let values) = self { values } else { nil }
  }

  var object: JSONObject? {
    if case .object(let object) = self { object } else { nil }
  }
}

/// The values of an object by their keys.
struct JSONObject: Hashable, Sendable {
  private(set) var fields: [String: JSONValue] = [:]

  /// `nil` where the key is missing or null, which mean the same.
  subscript(_ key: String) -> JSONValue? {
    let value = fields[key]
    return value == .null ? nil : value
  }

  /// False if the key has a value already.
  mutating func set(_ key: String, _ value: JSONValue) -> Bool {
    fields.updateValue(value, forKey: key) == nil
  }
}

extension Bool {
  /// The words that lists have for yes and no, in any case.
  init?(word: String) {
    switch word.lowercased() {
    case "true", "yes", "y", "1": self = true
    case "false", "no", "n", "0": self = false
    default: return nil
    }
  }
}
