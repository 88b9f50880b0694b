import Foundation

struct PlotLine {
  let name: String
  var points: [(x: Double, y: Double)] = []
}

/// A line plot with a logarithmic vertical axis, as SVG.
struct Plot {
  let title: String
  let across: String
  let up: String
  var xMin = 0.0
  let lines: [PlotLine]

  private static let (width, height, margin) = (760.0, 420.0, 90.0)
  private static let colours = ["#1b6ca8", "#c8553d", "#3b7a57", "#8a5a9e", "#b08900"]

  var svg: String {
    let points = lines.flatMap(\.points)
    let xMax = points.map(\.x).max() ?? 1
    let low = floor(log10(points.map(\.y).min() ?? 1))
    let high = max(low + 1, ceil(log10(points.map(\.y).max() ?? 10)))
    func place(_ point: (x: Double, y: Double)) -> (Double, Double) {
      let x = Self.margin + (point.x - xMin) / (xMax - xMin) * (Self.width - 2 * Self.margin)
      let share = (log10(point.y) - low) / (high - low)
      return (x, Self.height - Self.margin - share * (Self.height - 2 * Self.margin))
    }
    var body = text(title, Self.width / 2, 24, 16) + text("\(across)", Self.width / 2, Self.height - 16, 13)
    for power in Int(low)...Int(high) {
      let y = place((xMin, pow(10, Double(power)))).1
      body += "<path d='M\(Self.margin) \(y)H\(Self.width - Self.margin)' stroke='#ddd'/>"
      body += text("\(pow(10, Double(power)).formatted()) \(up)", Self.margin - 42, y + 4, 11)
    }
    var last = -Double.infinity
    for x in Set(points.map(\.x)).sorted() where place((x, 1)).0 - last > 16 {
      last = place((x, 1)).0
      body += text(
        x.formatted(.number.precision(.fractionLength(0...1))), place((x, 1)).0, Self.height - 40, 10)
    }
    for (number, line) in lines.enumerated() { body += drawn(line, number, place) }
    return "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 \(Self.width) \(Self.height)'>"
      + "<rect width='100%' height='100%' fill='white'/>\(body)</svg>\n"
  }

  func write(to file: URL) throws { try Data(svg.utf8).write(to: file) }

  private func drawn(
    _ line: PlotLine, _ number: Int, _ place: ((x: Double, y: Double)) -> (Double, Double)
  ) -> String {
    let colour = Self.colours[number % Self.colours.count]
    let path = line.points.map { point in
      let (x, y) = place(point)
      return String(format: "%.1f,%.1f", x, y)
    }.joined(separator: " ")
    let label = text(line.name, Self.margin + 80, 50 + 18 * Double(number), 12, colour)
    return "<polyline points='\(path)' fill='none' stroke='\(colour)' stroke-width='2'/>" + label
  }

  private func text(_ text: String, _ x: Double, _ y: Double, _ size: Int, _ colour: String = "#333")
    -> String
  {
    "<text x='\(x)' y='\(y)' font-family='sans-serif' font-size='\(size)' fill='\(colour)' "
      + "text-anchor='middle'>\(text)</text>"
  }
}
