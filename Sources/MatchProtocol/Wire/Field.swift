/// One `key=value` of a reply line; the value as it is, before percent-encoding.
public struct Field: Equatable, Sendable {
  public var key: String
  public var value: String
  /// Whether the commas in the value stand between elements, and so for themselves.
  var isList = false

  public init(_ key: String, _ value: String) {
    self.key = key
    self.value = value
  }

  /// A list of words without commas.
  public init(_ key: String, list: [String]) {
    self.init(key, list.joined(separator: ","))
    isList = true
  }
}

extension [Field] {
  /// The value of the first field named `key`.
  public subscript(_ key: String) -> String? { first { $0.key == key }?.value }
}
