import Matcher

/// What a site calls what its sources say: partners name the same thing differently, and a site acts on its
/// own words. Local labels stand in replies behind the labels that they are derived from, which stay as
/// given.
///
/// As text, a line for each label: `<label><TAB><local label,...>`, escaped as hash lines are; empty lines
/// and lines that start with `#` are skipped.
public struct LabelMap: Hashable, Sendable {
  private var locals: [String: [String]] = [:]

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
    guard fields.count == 2 else {
      throw LabelMapError(
        lineNumber: lineNumber, expected: "a label, a tab and local labels", found: "\(fields.count) fields")
    }
    let label = try Self.decoded(fields[0], lineNumber)
    guard locals[label] == nil else {
      throw LabelMapError(lineNumber: lineNumber, expected: "each label once", found: "'\(fields[0])' again")
    }
    var derived: [String] = []
    for field in fields[1].split(separator: ",", omittingEmptySubsequences: false) {
      derived.append(try Self.decoded(field, lineNumber))
    }
    locals[label] = derived
  }

  private static func decoded(_ field: Substring, _ lineNumber: Int) throws(LabelMapError) -> String {
    guard !field.isEmpty, let label = HashLineEscaping.decoded(Array(field.utf8).span) else {
      throw LabelMapError(lineNumber: lineNumber, expected: "a label", found: "'\(field)'")
    }
    return label
  }

  /// The site's own labels for `labels`, each once, in byte order.
  func locals(of labels: [String]) -> [String] {
    Set(labels.flatMap { locals[$0, default: []] })
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The labels, and behind them those that are derived from them and not among them, each once.
  public func applied(to labels: [String]) -> [String] {
    guard !locals.isEmpty else { return labels }
    var seen = Set(labels)
    return labels + labels.flatMap { locals[$0, default: []] }.filter { seen.insert($0).inserted }
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
