/// One text line of a hash list: `<query>[TAB<entry id>[TAB<list>[TAB<labels, comma-separated>]]]`.
///
/// Ids, list names and labels are percent-encoded where they hold tabs, commas, control characters or `%`.
/// Lines with the same list and id belong to one entry.
public struct HashLine: Hashable, Sendable {
  public var query: MatchQuery
  public var id: String
  public var list: String
  public var labels: [String]
  /// What stood beside the hash, in the forms that have it. No part of an index, nor of `text`.
  public var quality: Int?

  public init(query: MatchQuery, id: String, list: String = HashLine.defaultList, labels: [String] = []) {
    self.query = query
    self.id = id
    self.list = list
    self.labels = labels
  }

  /// The list of lines that name none.
  public static let defaultList = "default"

  /// The line without its end: all four fields, the last one only if there are labels.
  public var text: String {
    let fields = "\(query.text)\t\(HashLineEscaping.encoded(id))\t\(HashLineEscaping.encoded(list))"
    guard !labels.isEmpty else { return fields }
    return fields + "\t" + labels.map(HashLineEscaping.encoded).joined(separator: ",")
  }
}

/// The forms in which text has hashes.
public enum HashLineForm: String, CaseIterable, Sendable {
  /// `HashLine`'s own.
  case list
  /// What `matchd hash` and the reference's command line print: `HashOutputLine`.
  case hash
}

/// A text line that is no hash line.
public struct HashLineError: Error, Hashable, CustomStringConvertible {
  /// Physical lines count from 1.
  public let lineNumber: Int
  public let reason: Reason

  public enum Reason: Hashable, Sendable {
    case query(QueryError)
    case field(name: String, expected: String, found: String)
    /// The text is in another encoding than UTF-8, so that none of its lines can be read.
    case encoding(WideEncoding)
  }

  public var description: String {
    switch reason {
    case .query(let error): "line \(lineNumber): \(error)"
    case .field(let name, let expected, let found):
      "line \(lineNumber): \(name): expected \(expected), found \(found)"
    case .encoding(let encoding):
      "expected text in UTF-8, found \(encoding); convert it: iconv -f \(encoding) -t UTF-8 FILE"
    }
  }
}
