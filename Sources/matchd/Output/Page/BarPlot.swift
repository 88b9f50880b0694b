/// Bars beside each other, drawn as a part of a page, with their values as text for whoever does not see
/// them.
struct BarPlot {
  struct Bar {
    let label: String
    let value: Int
    /// The colour: known, lead, unknown, unjudged or ok.
    let kind: String
  }

  let title: String
  let bars: [Bar]
  let words: ReportWords

  private static let (width, height, baseline) = (440.0, 150.0, 128.0)

  var markup: String {
    guard let most = bars.map(\.value).max(), most > 0 else { return "" }
    let step = Self.width / Double(bars.count)
    let drawn = bars.enumerated().map { place, bar in
      self.drawn(bar, at: Double(place) * step, step, most: most, isLabelled: place % labelInterval == 0)
    }
    return """
      <figure><svg viewBox="0 0 \(Int(Self.width)) \(Int(Self.height))" role="img" \
      aria-label="\(HTMLText.escaped(alternative))">\(drawn.joined())</svg>\
      <figcaption>\(HTMLText.escaped(title))</figcaption></figure>
      """
  }

  /// All values in words.
  private var alternative: String {
    let values = bars.filter { $0.value > 0 }.map { "\($0.label): \(words.number($0.value))" }
    return "\(title). \(values.joined(separator: "; "))"
  }

  /// About a dozen labels have room.
  private var labelInterval: Int { max(1, (bars.count + 11) / 12) }

  private func drawn(_ bar: Bar, at x: Double, _ step: Double, most: Int, isLabelled: Bool) -> String {
    let height = bar.value == 0 ? 0 : max(2, Double(bar.value) / Double(most) * (Self.baseline - 14))
    let value = words.number(bar.value)
    var text = """
      <rect class="\(bar.kind)" x="\(fixed(x + 1))" y="\(fixed(Self.baseline - height))" \
      width="\(fixed(max(1, step - 2)))" height="\(fixed(height))">\
      <title>\(HTMLText.escaped(bar.label)): \(value)</title></rect>
      """
    if isLabelled {
      text += "<text x=\"\(fixed(x + 1))\" y=\"144\">\(HTMLText.escaped(bar.label))</text>"
    }
    if bar.value == most {
      text += "<text x=\"\(fixed(x + 1))\" y=\"\(fixed(Self.baseline - height - 3))\">\(value)</text>"
    }
    return text
  }
}

/// With one decimal.
func fixed(_ value: Double) -> String {
  let tenths = Int((value * 10).rounded())
  return "\(tenths / 10).\(abs(tenths % 10))"
}
