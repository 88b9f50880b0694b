/// One `key=value` of a reply line; the value as it is, before percent-encoding.
public struct Field: Equatable, Sendable {
  public var key: String
  public var value: String
  /// The elements of a list: on the wire, the commas between them stand for themselves.
  private(set) var elements: [String]?

  public init(_ key: String, _ value: String) {
    self.key = key
    self.value = value
  }

  public init(_ key: String, list: [String]) {
    self.init(key, list.joined(separator: ","))
    elements = list
  }
}

extension [Field] {
  /// The value of the first field named `key`.
  public subscript(_ key: String) -> String? { first { $0.key == key }?.value }
}
