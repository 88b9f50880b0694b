import Foundation

/// Horizontal bars in percent, several to a row, as SVG.
struct BarChart {
  let title: String
  /// Of the bars of a row, in order.
  let names: [String]
  let rows: [(name: String, values: [Double])]

  private static let colours = ["#c8553d", "#1b6ca8", "#3b7a57"]
  private static let (labelWidth, barWidth, barHeight, top) = (250.0, 420.0, 5.0, 60.0)

  func write(to file: URL) throws { try Data(svg.utf8).write(to: file) }

  private var svg: String {
    let rowHeight = Self.barHeight * Double(names.count) + 4
    let height = Self.top + rowHeight * Double(rows.count) + 20
    var body = text(title, Self.labelWidth, 22, 15)
    for (place, name) in names.enumerated() {
      body += text(name, Self.labelWidth + 140 * Double(place), 44, 12, Self.colours[place])
    }
    for (number, row) in rows.enumerated() {
      let y = Self.top + rowHeight * Double(number)
      body += text(row.name, 8, y + rowHeight / 2 + 2, 10)
      for (place, value) in row.values.enumerated() {
        let (bar, width) = (y + Self.barHeight * Double(place), value / 100 * Self.barWidth)
        body += "<rect x='\(Self.labelWidth)' y='\(bar.fixed(1))' width='\(width.fixed(1))' "
        body += "height='\(Self.barHeight.fixed(1))' fill='\(Self.colours[place])'/>"
      }
    }
    return "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 720 \(height.fixed(0))'>"
      + "<rect width='100%' height='100%' fill='white'/>\(body)</svg>\n"
  }

  private func text(_ text: String, _ x: Double, _ y: Double, _ size: Int, _ colour: String = "#333")
    -> String
  {
    "<text x='\(x.fixed(1))' y='\(y.fixed(1))' font-family='sans-serif' font-size='\(size)' "
      + "fill='\(colour)'>\(text)</text>"
  }
}
