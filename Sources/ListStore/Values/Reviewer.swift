import Foundation

/// Who decides, as people write their names.
enum Reviewer {
  /// What tells two people apart: case, composition of accents and spaces at the ends and between words do
  /// not.
  static func key(_ name: String) -> String {
    name.precomposedStringWithCanonicalMapping.lowercased().split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
  }
}
