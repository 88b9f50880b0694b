import MatchProtocol

/// A page that stands by itself: no script, no style sheet, no picture from anywhere.
struct HTMLRows: RowFormat {
  private static let columns = [
    "path", "verdict", "grade", "reason", "distance", "orientation", "variant", "list", "entry", "labels",
    "lead_list", "lead_entry", "lead_distance", "lead_variant", "suppressed", "suppressed_by", "quality",
  ]

  let isForPeople = false

  var header: String? {
    """
    <!DOCTYPE html>
    <html lang="en"><head><meta charset="utf-8"><title>matchd scan</title>
    <style>table{border-collapse:collapse;font:14px sans-serif}td,th{border:1px solid #bbb;padding:2px 8px;\
    text-align:left}tr.known{background:#fdd}tr.unjudged,tr.error,tr.skipped{background:#ffd}</style></head>
    <body><table>
    <tr>\(Self.columns.map { "<th>\($0)</th>" }.joined())</tr>
    """
  }

  func footer(_ summary: String) -> String? {
    "</table>\n<p>\(Self.escaped(summary))</p></body></html>"
  }

  func row(_ row: ScanRow) -> String? {
    var cells = ["path": row.path]
    row.item.forEachField(in: .row) { cells[$0] = Self.text($1) }
    switch row.item.outcome {
    case .failed(let error): (cells["verdict"], cells["reason"]) = ("error", error.message)
    case .skipped(let skipped): (cells["verdict"], cells["reason"]) = ("skipped", skipped.kind)
    case .known, .unknown, .unjudged: break
    }
    let tags = Self.columns.map { "<td>\(Self.escaped(cells[$0, default: ""]))</td>" }.joined()
    return "<tr class=\"\(Self.escaped(cells["verdict", default: ""]))\">\(tags)</tr>"
  }

  private static func text(_ value: ReplyValue) -> String {
    switch value {
    case .number(let number): "\(number)"
    case .text(let text): text
    case .texts(let texts): texts.joined(separator: ", ")
    case .yes: "yes"
    }
  }

  private static func escaped(_ text: String) -> String {
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
}
