import CKernels

/// Weighted sums of neighbouring values: a plane of floats reduced by 64 tap rows per axis, down, then along.
///
/// Every variant gives the same bits.
///
/// SAFETY: `functions` points to a constant of the C tables, never freed, never changed.
@safe public struct TapKernels: @unchecked Sendable {
  private let functions: UnsafePointer<matchd_taps>

  init(level: KernelLevel) { unsafe functions = matchd_taps_choose(level.rawValue) }

  /// The level of the variant that runs.
  public var variant: KernelLevel { unsafe KernelLevel(rawValue: functions.pointee.level)! }

  /// Adds `rowCount` rows of floats, the first of which is row `firstRow` of the plane, to the 64 rows of
  /// `sums`; both are `stride` floats apart.
  ///
  /// - Precondition: `stride` is a multiple of 16.
  public func accumulate(
    _ rows: borrowing FloatBuffer, firstRow: Int, rowCount: Int, _ taps: TapRows,
    into sums: inout FloatBuffer, stride: Int
  ) {
    precondition(stride % 16 == 0, "rows are whole vectors")
    // SAFETY: rows and sums have the sizes of the contract, checked as they are taken; the kernel clips the
    // taps to the rows.
    let floats = unsafe rows.pointer(at: 0, count: rowCount * stride)
    let out = unsafe sums.pointer(at: 0, count: TapRows.count * stride)
    unsafe taps.withRows { taps in
      unsafe functions.pointee.accumulate(floats, stride, firstRow, rowCount, taps, out)
    }
  }

  /// Reduces 16 rows of floats, from row `first` of `sums` on, `stride` apart, to as many rows of 64 floats
  /// from `target` of `matrix` on.
  ///
  /// - Parameters:
  ///   - columns: those that the taps are about, the first of which is their value 0; all where `nil`.
  ///   - scratch: holds at least 16 floats for each of these columns.
  /// - Precondition: the columns are a multiple of 16 and no tap reaches beyond them.
  public func gather(
    _ sums: borrowing FloatBuffer, first: Int, stride: Int, columns: Range<Int>? = nil, _ taps: TapRows,
    scratch: inout FloatBuffer, into matrix: inout FloatBuffer, at target: Int
  ) {
    let columns = columns ?? 0..<stride
    precondition(
      columns.count % 16 == 0 && columns.lowerBound >= 0 && columns.upperBound <= stride,
      "the columns are whole vectors of the rows")
    precondition(taps.end <= columns.count, "the taps reach beyond the columns")
    // SAFETY: rows, scratch and out have the sizes of the contract, checked as they are taken; the last row
    // ends with the columns.
    let rows = unsafe sums.pointer(
      at: first * stride + columns.lowerBound, count: 15 * stride + columns.count)
    let out = unsafe matrix.pointer(at: target, count: 16 * TapRows.count)
    unsafe taps.withRows { taps in
      unsafe functions.pointee.gather(
        rows, stride, columns.count, taps, scratch.pointer(at: 0, count: 16 * columns.count), out)
    }
  }
}

/// 64 weighted sums along an axis: output j is the sum of `weights` times the values from `first` on.
///
/// SAFETY: the rows point into `weights`, which is never changed and lives as long as they do.
@safe public final class TapRows {
  public static let count = Int(MATCHD_TAP_ROWS)

  private var rows: [matchd_tap_row] = unsafe []
  private let weights: FloatBuffer
  /// Just beyond the last value of any tap.
  let end: Int

  /// - Precondition: there are 64 taps, each with at least one weight.
  public init(_ taps: [(first: Int, weights: [Float])]) {
    precondition(taps.count == Self.count && taps.allSatisfy { !$0.weights.isEmpty }, "64 taps with weights")
    end = taps.map { $0.first + $0.weights.count }.max()!
    var buffer = FloatBuffer(zeros: taps.reduce(0) { $0 + $1.weights.count })
    var place = 0
    for (first, weights) in taps {
      for (n, weight) in weights.enumerated() { buffer[place + n] = weight }
      unsafe rows.append(
        matchd_tap_row(
          weights: buffer.pointer(at: place, count: weights.count), first: UInt32(first),
          count: UInt32(weights.count)))
      place += weights.count
    }
    weights = buffer
  }

  func withRows(_ body: (UnsafePointer<matchd_tap_row>) -> Void) {
    unsafe rows.withUnsafeBufferPointer { unsafe body($0.baseAddress!) }
  }
}
