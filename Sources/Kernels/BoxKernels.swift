import CKernels

/// Box blurs as running sums over bands of 16 rows, addition by addition those of the PDQ reference.
///
/// The C header (`box.h`) draws the loop. A *strip* is a part of a band: 16 rows of floats, `stride` apart,
/// of which a multiple of 16 columns is worked on in place. Every variant gives the same bits.
///
/// SAFETY: `functions` points to a constant of the C tables, never freed, never changed.
@safe public struct BoxKernels: @unchecked Sendable {
  /// Rows of a band.
  public static let bandRowCount = Int(MATCHD_BAND_ROWS)

  private let functions: UnsafePointer<matchd_box>

  init(level: KernelLevel) { unsafe functions = matchd_box_choose(level.rawValue) }

  /// The level of the variant that runs.
  public var variant: KernelLevel { unsafe KernelLevel(rawValue: functions.pointee.level)! }

  /// Blurs the rows of a strip along their length; the divisor of its column x is `counts[countsStart + x]`.
  public func along(
    _ rows: inout BoxRows, _ strip: inout FloatBuffer, _ shape: StripShape, counts: borrowing FloatBuffer,
    from countsStart: Int
  ) {
    // SAFETY: strip, counts and the state's ring have the sizes of the contract, checked as they are taken.
    let counts = unsafe counts.pointer(at: countsStart, count: shape.columnCount)
    let floats = unsafe strip.pointer(at: 0, count: shape.floatCount)
    unsafe rows.withState { state in
      unsafe functions.pointee.along(state, floats, shape.stride, shape.columnCount, counts)
    }
  }

  /// The same, writing only those `samples` from number `done` on whose step falls into the strip, which
  /// holds the inputs of the steps from `firstStep` on: sample i of the band goes to `out[16 * i + row]`.
  ///
  /// - Returns: how many samples of the band are done.
  public func along(
    _ rows: inout BoxRows, _ strip: borrowing FloatBuffer, _ shape: StripShape, firstStep: Int,
    samples: borrowing BoxSamples, done: Int, to out: inout FloatBuffer
  ) -> Int {
    let left = samples.steps.count - done
    let steps = samples.steps.span.extracting(done...)
    // SAFETY: strip, steps, divisors, target and the state's ring have the sizes of the contract,
    // checked as they are taken.
    let floats = unsafe strip.pointer(at: 0, count: shape.floatCount)
    let target = unsafe out.pointer(at: Self.bandRowCount * done, count: Self.bandRowCount * left)
    let divisors = unsafe samples.divisors.pointer(at: done, count: left)
    return unsafe steps.withUnsafeBufferPointer { steps in
      var wanted = unsafe matchd_box_samples(steps: steps.baseAddress, divisors: divisors, count: left)
      return unsafe rows.withState { state in
        unsafe done
          + functions.pointee.along_sampled(
            state, floats, shape.stride, shape.columnCount, firstStep, &wanted, target)
      }
    }
  }

  /// Blurs the columns of a strip downwards; column x of it is column `first + x` of `columns`. The divisor
  /// of its row y is `counts[countsStart + y]`.
  public func down(
    _ columns: inout BoxColumns, from first: Int, _ strip: inout FloatBuffer, _ shape: StripShape,
    counts: borrowing FloatBuffer, from countsStart: Int
  ) {
    // SAFETY: strip, counts and the state's ring and sums have the sizes of the contract,
    // checked as they are taken.
    let counts = unsafe counts.pointer(at: countsStart, count: Self.bandRowCount)
    let floats = unsafe strip.pointer(at: 0, count: shape.floatCount)
    unsafe columns.withState(from: first, count: shape.columnCount) { state in
      unsafe functions.pointee.down(state, floats, shape.stride, shape.columnCount, counts)
    }
  }

  /// Writes the transpose of `rowCount x columnCount` floats, both multiples of 16, that start at `start` of
  /// `source`, to the start of `target`.
  public func transpose(
    _ source: borrowing FloatBuffer, from start: Int = 0, rowCount: Int, columnCount: Int,
    to target: inout FloatBuffer
  ) {
    precondition(rowCount % 16 == 0 && columnCount % 16 == 0, "the sides are multiples of 16")
    let count = rowCount * columnCount
    // SAFETY: both buffers hold the floats, checked as the pointers are taken, and are different memory.
    unsafe functions.pointee.transposed(
      source.pointer(at: start, count: count), rowCount, columnCount, target.pointer(at: 0, count: count))
  }
}

/// The part of a strip that is worked on: 16 rows, `stride` floats apart, `columnCount`
/// (a multiple of 16) columns.
public struct StripShape {
  public let stride: Int
  public let columnCount: Int

  public init(stride: Int, columnCount: Int) {
    precondition(columnCount % 16 == 0 && columnCount <= stride, "a strip has a multiple of 16 columns")
    self.stride = stride
    self.columnCount = columnCount
  }

  var floatCount: Int { (BoxKernels.bandRowCount - 1) * stride + columnCount }
}

/// Which blurred values of a row are wanted: the step that yields each, ascending, and its divisor.
public struct BoxSamples: ~Copyable {
  public var steps: [UInt32]
  public var divisors: FloatBuffer

  /// - Parameter count: how many there will be.
  public init(count: Int) {
    steps = [UInt32](repeating: 0, count: count)
    divisors = FloatBuffer(zeros: count)
  }
}
