import Matcher

/// What a site calls what its sources say: partners name the same thing differently, and a site acts on its
/// own words. Local labels stand in replies behind the labels that they are derived from, which stay as
/// given.
///
/// As text, a line for each label: `<label><TAB><local label,...>`, for the entries of all lists, or
/// `<list><TAB><label><TAB><local label,...>`, for those of one, which counts there in the place of the
/// former; escaped as hash lines are. Empty lines and lines that start with `#` are skipped.
public struct LabelMap: Hashable, Sendable {
  private var locals: [Key: [String]] = [:]

  private struct Key: Hashable {
    /// `nil`: any.
    var list: String?
    var label: String
  }

  /// Derives nothing.
  public init() {}

  /// - Throws: `LabelMapError` at the first line that is wrong.
  public init(parsing text: String) throws(LabelMapError) {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (place, line) in lines.enumerated() {
      guard !line.isEmpty, !line.hasPrefix("#") else { continue }
      try add(line, lineNumber: place + 1)
    }
  }

  private mutating func add(_ line: Substring, lineNumber: Int) throws(LabelMapError) {
    let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
    guard (2...3).contains(fields.count) else {
      throw LabelMapError(
        lineNumber: lineNumber, expected: "a label, a tab and local labels, or a list and a tab before them",
        found: "\(fields.count) fields")
    }
    let list = fields.count == 3 ? try Self.decoded(fields[0], lineNumber) : nil
    let field = fields[fields.count - 2]
    let key = Key(list: list, label: try Self.decoded(field, lineNumber))
    guard locals[key] == nil else {
      throw LabelMapError(lineNumber: lineNumber, expected: "each label once", found: "'\(field)' again")
    }
    var derived: [String] = []
    for field in fields[fields.count - 1].split(separator: ",", omittingEmptySubsequences: false) {
      derived.append(try Self.decoded(field, lineNumber))
    }
    locals[key] = derived
  }

  private static func decoded(_ field: Substring, _ lineNumber: Int) throws(LabelMapError) -> String {
    guard !field.isEmpty, let label = HashLineEscaping.decoded(Array(field.utf8).span) else {
      throw LabelMapError(lineNumber: lineNumber, expected: "a label", found: "'\(field)'")
    }
    return label
  }

  /// The labels of an entry, and behind them those that are derived from them and not among them, each once.
  public func applied(to labels: [String], of list: String) -> [String] {
    guard !locals.isEmpty else { return labels }
    var seen = Set(labels)
    let derived = locals(of: labels, in: list)
    return labels + derived.filter { seen.insert($0).inserted }
  }

  /// The site's own labels for those of an entry, in their order.
  func locals(of labels: [String], in list: String) -> [String] {
    labels.flatMap { label in
      locals[Key(list: list, label: label)] ?? locals[Key(list: nil, label: label)] ?? []
    }
  }
}

/// Why a text is no map of labels.
public struct LabelMapError: Error, Hashable, CustomStringConvertible {
  /// From 1.
  public let lineNumber: Int
  public let expected: String
  public let found: String

  public var description: String { "line \(lineNumber): expected \(expected), found \(found)" }
}
