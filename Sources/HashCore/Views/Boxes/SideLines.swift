import Kernels

/// The lines of a box as they follow each other from one of its sides: line 0 lies at that side.
struct SideLines {
  /// Two levels no farther apart are one colour: what a lossy format makes of an even area.
  static let reach: UInt8 = 14
  /// Steps of neighbouring levels above this are edges.
  private static let edgeStep: UInt8 = 8

  let count: Int
  private let kernels: LineKernels
  /// Line after line, each `lineLength` levels.
  private let samples: [UInt8]
  private let lineLength: Int
  private let window: Range<Int>
  private let outermost: Int
  private let direction: Int

  init(_ plane: WorkingPlane, _ box: PictureBox, from side: PictureBox.Side, _ kernels: LineKernels) {
    self.kernels = kernels
    let areRows = side == .top || side == .bottom
    samples = areRows ? plane.rows : plane.columns
    lineLength = areRows ? plane.width : plane.height
    window = areRows ? box.left..<box.right : box.top..<box.bottom
    count = areRows ? box.height : box.width
    direction = side == .top || side == .left ? 1 : -1
    switch side {
    case .top: outermost = box.top
    case .bottom: outermost = box.bottom - 1
    case .left: outermost = box.left
    case .right: outermost = box.right - 1
    }
  }

  /// Levels in a line.
  var length: Int { window.count }

  @_lifetime(borrow self)
  func line(_ number: Int) -> Span<UInt8> {
    let start = (outermost + direction * number) * lineLength
    return samples.span.extracting(start + window.lowerBound..<start + window.upperBound)
  }

  /// The share of a line that has a colour.
  func share(of colour: UInt8, in number: Int) -> Double {
    Double(kernels.nearCount(line(number), colour, reach: Self.reach)) / Double(length)
  }

  /// The lower median of the levels of the outer lines.
  func median(ofOuter lineCount: Int) -> UInt8 {
    var levels = LevelCounts()
    for number in 0..<min(lineCount, count) { levels.add(line(number)) }
    return levels.median
  }

  /// The mean step from the line before; of line 0, which has none before it, 0.
  func step(to number: Int) -> Double {
    number == 0 ? 0 : Double(kernels.stepSum(line(number - 1), line(number))) / Double(length)
  }

  /// The share of a line that an edge parts from the line before.
  func edgeShare(at number: Int) -> Double {
    guard number > 0 else { return 0 }
    let edges = kernels.stepCount(line(number - 1), line(number), above: Self.edgeStep)
    return Double(edges) / Double(length)
  }

  /// The line with the largest step among a cut's neighbours, up to 3 lines away.
  func snapped(_ cut: Int) -> Int {
    let range = max(1, cut - 3)...max(1, min(count - 1, cut + 3))
    return range.max { (step(to: $0), -$0) < (step(to: $1), -$1) } ?? cut
  }
}

/// How often each gray level occurs.
struct LevelCounts {
  private var counts = [Int](repeating: 0, count: 256)
  private(set) var total = 0

  mutating func add(_ levels: Span<UInt8>) {
    for place in levels.indices { counts[Int(levels[place])] += 1 }
    total += levels.count
  }

  func subtracting(_ other: LevelCounts) -> LevelCounts {
    var rest = self
    for level in counts.indices { rest.counts[level] -= other.counts[level] }
    rest.total -= other.total
    return rest
  }

  /// The lower median.
  var median: UInt8 {
    var (level, below) = (0, counts[0])
    while 2 * below < total, level < 255 {
      level += 1
      below += counts[level]
    }
    return UInt8(level)
  }

  /// How many lie within `reach` of a level.
  func count(near level: UInt8, reach: Int) -> Int {
    let range = max(0, Int(level) - reach)...min(255, Int(level) + reach)
    return counts[range].reduce(0, +)
  }

  /// The level with the most within `reach` of it; the lowest of them.
  func commonest(reach: Int) -> UInt8 {
    let near = (UInt8.min...UInt8.max).map { count(near: $0, reach: reach) }
    return UInt8(near.firstIndex(of: near.max()!)!)
  }
}
