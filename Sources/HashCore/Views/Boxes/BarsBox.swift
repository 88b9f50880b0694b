/// Finds the picture between two bars that hold a blurred copy of it, as players and feeds fill a format.
///
/// ```
///   ┌────┬─────────┬────┐   k lines each, 3 to 44 % of all
///   │ ~~ │ picture │ ~~ │   inside the bars steps are half of those between them, at most
///   │ ~~ │         │ ~~ │   at both seams 35 % of the places step far more than their line does
///   └────┴─────────┴────┘
/// ```
struct BarsBox {
  private static let seamShareMin = 0.35
  private static let strengthMin = 2.0

  let finder: BoxFinder

  /// `nil` where there is none. Of both axes the better one.
  var box: PictureBox? {
    let found = [(PictureBox.Side.top, PictureBox.Side.bottom), (.left, .right)].compactMap { sides in
      best(finder.lines(of: finder.plane.box, from: sides.0)).map { (bars: $0, sides: sides) }
    }
    guard let best = found.max(by: { $0.bars.strength < $1.bars.strength }) else { return nil }
    return [best.sides.0, best.sides.1].reduce(finder.plane.box) { box, side in
      let cut = finder.lines(of: finder.plane.box, from: side).snapped(best.bars.lineCount)
      return box.cut(cut, from: side)
    }
  }

  private func best(_ lines: SideLines) -> (lineCount: Int, strength: Double)? {
    let seams = Seams(lines)
    let range = max(4, lines.count * 3 / 100)...max(4, lines.count * 44 / 100)
    guard lines.count >= 2 * PictureBox.sideMin else { return nil }
    let cuts = range.compactMap { count in
      strength(count, lines, seams).map { (lineCount: count, strength: $0) }
    }
    return cuts.max { ($0.strength, -$0.lineCount) < ($1.strength, -$1.lineCount) }
  }

  private func strength(_ bar: Int, _ lines: SideLines, _ seams: Seams) -> Double? {
    let far = lines.count - bar
    let (a, b) = (seams.meanStep(1..<bar - 2), seams.meanStep(far + 3..<lines.count))
    let between = seams.meanStep(bar + 3..<far - 2)
    guard max(a, b) <= max(between / 2, 1) else { return nil }
    let near = min(seams.strongestStep(around: bar) / (a + 0.7), seams.strongestStep(around: far) / (b + 0.7))
    // The share is 1 at most: what would not reach the strength with it need not be looked at.
    guard near >= Self.strengthMin else { return nil }
    let share = min(seams.share(around: bar), seams.share(around: far))
    guard share >= Self.seamShareMin, near * share >= Self.strengthMin else { return nil }
    return near * share
  }
}

/// The steps between the lines of a box, as a whole and place by place.
private struct Seams {
  private static let stepMin = 4

  private let lines: SideLines
  private let steps: [Double]
  /// Sums of the steps before each line.
  private let sums: [Double]
  /// Above this, a step at a place stands out from those of its own cross line.
  private let thresholds: [Int]

  init(_ lines: SideLines) {
    self.lines = lines
    steps = (0..<lines.count).map { lines.step(to: $0) }
    sums = steps.reduce(into: [0]) { $0.append($0.last! + $1) }
    thresholds = Self.medianSteps(lines).map { max(Self.stepMin, $0 * 5 / 2) }
  }

  func meanStep(_ range: Range<Int>) -> Double {
    range.isEmpty ? 0 : (sums[range.upperBound] - sums[range.lowerBound]) / Double(range.count)
  }

  func strongestStep(around line: Int) -> Double { steps[line - 1...line + 1].max()! }

  /// The share of places whose step stands out at a line or one of its neighbours.
  func share(around line: Int) -> Double {
    var count = 0
    for place in 0..<lines.length {
      let stands = (line - 1...line + 1).contains { number in
        abs(Int(lines.line(number)[place]) - Int(lines.line(number - 1)[place])) > thresholds[place]
      }
      count += stands ? 1 : 0
    }
    return Double(count) / Double(lines.length)
  }

  /// Of each place, the lower median of its steps from line to line.
  private static func medianSteps(_ lines: SideLines) -> [Int] {
    var counts = [Int](repeating: 0, count: 256 * lines.length)
    for number in 1..<lines.count {
      let (before, line) = (lines.line(number - 1), lines.line(number))
      for place in line.indices {
        counts[256 * place + abs(Int(line[place]) - Int(before[place]))] += 1
      }
    }
    return (0..<lines.length).map { place in
      var (step, below) = (0, counts[256 * place])
      while 2 * below < lines.count - 1 {
        step += 1
        below += counts[256 * place + step]
      }
      return step
    }
  }
}
