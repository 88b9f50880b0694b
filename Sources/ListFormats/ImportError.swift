import Matcher

/// Why a file cannot be read on: nothing of it may take effect. Places are bytes of the decoded text, from 0.
public enum ImportError: Error, Hashable, Sendable, CustomStringConvertible {
  /// `name` is no format; `known` are those that are.
  case unknownFormat(name: String, known: [String])
  /// The first bytes are those of no format, or of several.
  case undetected(candidates: [String])
  /// There is not a byte.
  case empty
  /// The text is not what its format asks for, so that what follows cannot be told from what is meant.
  case syntax(byte: Int, expected: String, found: String)
  /// XML that brings definitions of its own, which could stand for anything of any size.
  case documentType(byte: Int)
  /// XML that refers to a definition other than the five of XML itself.
  case entity(byte: Int, name: String)
  /// The first row does not name what is to be read.
  case columns(expected: String, found: [String])
  /// The file ends within a record.
  case truncated(expected: String)
  /// More levels within each other than any format has.
  case tooDeep(byte: Int, depthMax: Int)
  /// A name or structure that no bound leaves room for.
  case tooLong(byte: Int, what: String, byteCountMax: Int)

  public var description: String {
    switch self {
    case .unknownFormat(let name, let known):
      "expected one of \(known.joined(separator: ", ")), found '\(name)'"
    case .undetected([]):
      "expected the beginning of a list in one of the formats "
        + ImporterRegistry.importers.map { $0.name }.joined(separator: ", ")
        + ", found none of them; say which: --format"
    case .empty: "expected a list, found an empty file; fetch it again"
    case .undetected(let candidates):
      "expected one format, found signs of \(candidates.joined(separator: " and ")); say which: --format"
    case .syntax(let byte, let expected, let found): "byte \(byte): expected \(expected), found \(found)"
    case .columns(let expected, let found):
      "columns: expected \(expected), found \(found.joined(separator: ", "))"
    case .documentType(let byte):
      "byte \(byte): expected XML without a document type, found one; a list has none: ask its source"
    case .entity(let byte, let name):
      "byte \(byte): expected no entity but those of XML itself, found '\(name)'; ask the list's source"
    case .truncated(let expected):
      "expected \(expected), found the end of the file; fetch it again"
    case .tooDeep(let byte, let limit): "byte \(byte): expected at most \(limit) levels, found more"
    case .tooLong(let byte, let what, let limit):
      "byte \(byte): \(what): expected at most \(limit) bytes, found more"
    }
  }
}

/// A text as messages show it, between quotes.
func quoted(_ text: Span<UInt8>) -> String { "'\(printable(text))'" }
