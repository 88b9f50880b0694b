import MatchProtocol

/// Text for pages.
enum HTMLText {
  /// Nothing that somebody chose becomes markup, and what a page would not show as what it is is encoded.
  static func escaped(_ text: String) -> String {
    var out = ""
    for character in text.unicodeScalars {
      switch character {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      case _ where character.isUnseen: out += PercentCoding.encode(String(character), .words)
      default: out.unicodeScalars.append(character)
      }
    }
    return out
  }

  /// A cell of a table, its text escaped.
  static func cell(_ text: String, _ kind: String = "") -> String {
    kind.isEmpty ? "<td>\(escaped(text))</td>" : "<td class=\"\(kind)\">\(escaped(text))</td>"
  }

  /// A row of cells that are markup already.
  static func row(_ cells: [String]) -> String { "<tr>\(cells.joined())</tr>" }

  /// The beginning of a table, with its head.
  /// - Parameter numeric: the places of the columns that hold numbers.
  static func tableStart(_ columns: [String], numeric: Set<Int> = []) -> String {
    let heads = columns.enumerated().map { place, name in
      "<th scope=\"col\"\(numeric.contains(place) ? " class=\"n\"" : "")>\(escaped(name))</th>"
    }
    return "<table class=\"sorts\"><thead><tr>\(heads.joined())</tr></thead><tbody>"
  }

  static let tableEnd = "</tbody></table>"
}
