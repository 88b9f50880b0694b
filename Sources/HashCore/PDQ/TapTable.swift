import Kernels

/// Both blurs of PDQ and its sampling along one axis, folded into 64 weighted sums of that axis' pixels.
///
/// The weights are those of the picture's *own* size, gathered onto a grid that a scaled decoder
/// delivers: its pixel m stands for the pixels `scale * m ..< scale * (m + 1)`. So the samples keep the
/// phase they have at full size.
///
/// ```
///   full size       . . . / - - \ . . . . .      weights of sample i: a box over a box, edges renormalised
///   scaled by 4     [  0  ][  1  ][  2  ]        weight m = the sum of the weights over pixel m
/// ```
final class TapTable {
  /// Pixels along the axis at full size, and how many of them one pixel of the grid
  /// stands for (1, 2, 4 or 8).
  let length: Int
  let scale: Int
  /// Pixels of the grid: `length / scale`, rounded up, as scaled decoding does.
  var scaledLength: Int { (length + scale - 1) / scale }

  func isFor(length: Int, scale: Int) -> Bool { self.length == length && self.scale == scale }

  /// Every pixel of the grid taken as flat.
  let flat: AxisTaps
  /// Every pixel of the grid taken as sloping, as its two neighbours say.
  let sloping: AxisTaps

  init(length: Int, scale: Int) {
    self.length = length
    self.scale = scale
    let axis = BoxAxis(length: length)
    let grid = ScaledGrid(length: length, scale: scale)
    let samples = (0..<TapRows.count).map { axis.weights(ofSample: $0) }
    let mirrored = samples.map { $0.mirrored(length: length) }
    flat = AxisTaps(
      rows: TapRows(samples.map(grid.flatTaps)), mirroredRows: TapRows(mirrored.map(grid.flatTaps)))
    sloping = AxisTaps(
      rows: TapRows(samples.map(grid.slopingTaps)), mirroredRows: TapRows(mirrored.map(grid.slopingTaps)))
  }
}

/// The taps of an axis.
struct AxisTaps {
  let rows: TapRows
  /// The same for the axis read backwards.
  let mirroredRows: TapRows
}

/// The weights of one sample: `values[n]` belongs to pixel `first + n`.
struct SampleWeights {
  var first: Int
  var values: [Double]

  /// Those of the axis read backwards.
  func mirrored(length: Int) -> SampleWeights {
    SampleWeights(first: length - first - values.count, values: values.reversed())
  }
}

extension BoxAxis {
  /// The pixels that one pass averages into the value at `index`.
  func inputs(of index: Int) -> Range<Int> {
    (index + lag + 1 - window..<index + lag + 1).clamped(to: 0..<length)
  }

  /// The weights that two passes and the sampling give to the pixels, for sample i of 64.
  func weights(ofSample i: Int) -> SampleWeights {
    let means = inputs(of: sample(i))
    let first = inputs(of: means.lowerBound).lowerBound
    let end = inputs(of: means.upperBound - 1).upperBound
    var slopes = [Double](repeating: 0, count: end - first + 1)
    for mean in means {
      let pixels = inputs(of: mean)
      let weight = 1 / Double(means.count * pixels.count)
      slopes[pixels.lowerBound - first] += weight
      slopes[pixels.upperBound - first] -= weight
    }
    var sum = 0.0
    let values = slopes.dropLast().map { slope in
      sum += slope
      return sum
    }
    return SampleWeights(first: first, values: values)
  }
}

/// The tap tables of the sizes seen last: most pictures of a batch come in a few sizes.
struct TapTables {
  private static let capacity = 16
  /// Oldest first.
  private var tables: [TapTable] = []

  /// The table of a side of `length` pixels, of which `scale` make one pixel of the grid.
  mutating func table(length: Int, scale: Int) -> TapTable {
    for index in 0..<tables.count where tables[index].isFor(length: length, scale: scale) {
      return tables[index]
    }
    if tables.count == Self.capacity { tables.removeFirst() }
    let table = TapTable(length: length, scale: scale)
    tables.append(table)
    return table
  }
}
