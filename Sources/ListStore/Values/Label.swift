/// What a source says of an entry, in the source's own terms.
public struct Label: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Whose terms they are; empty where the source says none.
  public var scheme: String
  /// Of the scheme; may be empty.
  public var version: String
  public var code: String
  /// For which law it says so; may be empty.
  public var jurisdiction: String

  public init(scheme: String = "", version: String = "", code: String, jurisdiction: String = "") {
    self.scheme = scheme
    self.version = version
    self.code = code
    self.jurisdiction = jurisdiction
  }

  /// Reads `<scheme>:<code>`, or a code alone; `nil` where there is no code, or where it is longer than an
  /// index can hold.
  public init?(_ text: String) {
    guard text.utf8.count <= 4096 else { return nil }
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let code = parts.last, !code.isEmpty else { return nil }
    self.init(scheme: parts.count > 1 ? String(parts[0]) : "", code: String(code))
  }

  /// As replies name it.
  public var description: String { scheme.isEmpty ? code : "\(scheme):\(code)" }

  public static func < (a: Label, b: Label) -> Bool { a.sortKey.lexicographicallyPrecedes(b.sortKey) }

  private var sortKey: [UInt8] {
    [scheme, version, code, jurisdiction].flatMap { Array($0.utf8) + [0] }
  }
}

/// A label and who gave it.
public struct SourcedLabel: Hashable, Sendable {
  /// What our own people say, of entries of whatever list.
  public static let own = "own"
  /// What the source of the entry's list says.
  public static let list = "list"

  public var label: Label
  public var source: String

  public init(_ label: Label, source: String) {
    self.label = label
    self.source = source
  }
}
