/// Writes JSON: values as the text they have.
enum JSONOutput {
  static func text(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }

  static func array(_ values: [String]) -> String { "[" + values.joined(separator: ",") + "]" }

  /// Fields without a value are left out.
  static func object(_ fields: [(key: String, value: String?)]) -> String {
    let written = fields.compactMap { field in field.value.map { text(field.key) + ":" + $0 } }
    return "{" + written.joined(separator: ",") + "}"
  }
}
