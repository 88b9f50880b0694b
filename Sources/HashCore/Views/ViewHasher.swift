import Kernels

/// Hashes views of one working plane after the other.
///
/// Planes of regions, turned planes and frequencies are kept while a working plane is: views that differ in
/// orientation and inversion alone cost next to nothing.
struct ViewHasher: ~Copyable {
  private struct Taken: Hashable {
    let region: PictureRegion
    let shift: ViewShift
  }

  private struct Frequencies {
    let coefficients: PDQCoefficients
    let quality: Int
  }

  private struct Reach: Hashable {
    let before: Int8
    let after: Int8
    let isAcross: Bool
  }

  private let luma: LumaKernels
  private let taps: TapKernels
  private let transform: PDQTransform
  private var plane = WorkingPlane(width: 1, height: 1, rows: [0])
  private var boxes: [PictureRegion: PictureBox] = [:]
  private var planes: [Taken: ViewPlane] = [:]
  private var frequencies: [Taken: Frequencies] = [:]
  /// The same for all pictures: there are a few dozen.
  private var samples: [Reach: AxisMeans] = [:]
  private var levels = FloatBuffer()
  private var sums = FloatBuffer()
  private var lanes = FloatBuffer()
  private var matrix = FloatBuffer(zeros: TapRows.count * TapRows.count)

  init(kernels: KernelTable) {
    luma = kernels.luma
    taps = kernels.taps
    transform = PDQTransform(kernels: kernels)
  }

  /// Starts a working plane and its boxes.
  mutating func begin(_ plane: WorkingPlane, _ found: FoundBoxes) {
    self.plane = plane
    let all = [(region: PictureRegion.whole, box: plane.box)] + found.boxes + found.tiles
    boxes = Dictionary(uniqueKeysWithValues: all.map { ($0.region, $0.box) })
    planes = [:]
    frequencies = [:]
  }

  /// - Precondition: the variant's region was found.
  mutating func hash(of variant: PictureVariant) -> QualifiedHash {
    let taken = Taken(region: variant.region, shift: variant.shift)
    let found = frequencies[taken] ?? transformed(taken)
    frequencies[taken] = found
    let laidDown = transform.coefficients(
      found.coefficients, laidDown: variant.orientation, isInverted: variant.isInverted)
    return QualifiedHash(laidDown, quality: found.quality)
  }

  private mutating func transformed(_ taken: Taken) -> Frequencies {
    let plane = turnedPlane(taken)
    let shift = taken.shift
    let across = means(Reach(before: shift.left, after: shift.right, isAcross: true))
    let down = means(Reach(before: shift.top, after: shift.bottom, isAcross: false))
    levels.reset(count: ViewPlane.side * ViewPlane.side)
    levels.copy(plane.levels.span, to: 0)
    reduce(rowCount: ViewPlane.side, stride: ViewPlane.side, down.groups[0], across.groups[0])
    let values = matrix.span(from: 0, count: TapRows.count * TapRows.count)
    return Frequencies(
      coefficients: transform.coefficients(of: values), quality: transform.quality(of: values))
  }

  private mutating func means(_ reach: Reach) -> AxisMeans {
    if let known = samples[reach] { return known }
    let means = ViewPlane.samples(before: reach.before, after: reach.after, isAcross: reach.isAcross)
    samples[reach] = means
    return means
  }

  private mutating func turnedPlane(_ taken: Taken) -> ViewPlane {
    let turned = Taken(region: taken.region, shift: ViewShift(turn: taken.shift.turn))
    if let known = planes[turned] { return known }
    let upright = Taken(region: taken.region, shift: .none)
    let plane = planes[upright] ?? regionPlane(taken.region)
    planes[upright] = plane
    let result = plane.turned(by: taken.shift.turn)
    planes[turned] = result
    return result
  }

  /// The 128 x 128 means of a region.
  private mutating func regionPlane(_ region: PictureRegion) -> ViewPlane {
    guard let box = boxes[region] else { preconditionFailure("the region was not found") }
    let across = AxisMeans(length: box.width, count: ViewPlane.side, isAcross: true)
    let down = AxisMeans(length: box.height, count: ViewPlane.side, isAcross: false)
    let stride = roundedUpTo16(box.width)
    levels.reset(count: box.height * stride)
    let rectangle = LumaKernels.Rectangle(
      start: box.top * plane.width + box.left, rowStride: plane.width, channelCount: 1, rowCount: box.height,
      pixelCount: box.width)
    let rows = plane.rows
    luma.fill(from: rows.span, rectangle, to: &levels, at: 0, stride: stride)
    var means = [Float](repeating: 0, count: ViewPlane.side * ViewPlane.side)
    for (y, rows) in down.groups.enumerated() {
      for (x, columns) in across.groups.enumerated() {
        reduce(rowCount: box.height, stride: stride, rows, columns)
        keepMatrix(in: &means, row: y * TapRows.count, column: x * TapRows.count)
      }
    }
    return ViewPlane(aspect: Double(box.width) / Double(box.height), levels: means)
  }

  /// 64 x 64 means of the levels, into `matrix`.
  private mutating func reduce(rowCount: Int, stride: Int, _ rows: MeanGroup, _ columns: MeanGroup) {
    sums.reset(count: TapRows.count * stride)
    lanes.reset(count: 16 * stride)
    taps.accumulate(levels, firstRow: 0, rowCount: rowCount, rows.taps, into: &sums, stride: stride)
    for first in Swift.stride(from: 0, to: TapRows.count, by: 16) {
      taps.gather(
        sums, first: first, stride: stride, columns: columns.values, columns.taps, scratch: &lanes,
        into: &matrix, at: first * TapRows.count)
    }
  }

  private func keepMatrix(in means: inout [Float], row: Int, column: Int) {
    let values = matrix.span(from: 0, count: TapRows.count * TapRows.count)
    var target = means.mutableSpan
    for y in 0..<TapRows.count {
      for x in 0..<TapRows.count {
        target[(row + y) * ViewPlane.side + column + x] = values[y * TapRows.count + x]
      }
    }
  }
}
