import CKernels

/// The running sums of a band: 16 rows being blurred along their length.
public struct BoxRows: ~Copyable {
  private var ring = FloatBuffer()
  private var window = 1
  private var slot = 0
  private var sums = FloatBuffer(zeros: BoxKernels.bandRowCount)

  public init() {}

  /// Starts 16 new rows.
  public mutating func reset(window: Int) {
    precondition(window > 0, "a window holds at least one value")
    self.window = window
    slot = 0
    ring.reset(count: window * BoxKernels.bandRowCount)
    sums.reset(count: BoxKernels.bandRowCount)
  }

  /// Lends the state to a kernel, which moves it on.
  mutating func withState<R>(_ body: (UnsafeMutablePointer<matchd_box_rows>) -> R) -> R {
    let height = BoxKernels.bandRowCount
    // SAFETY: the pointers stay valid while `self` is exclusively held; ring and sums have the contract's
    // sizes.
    var state = unsafe matchd_box_rows(
      ring: ring.pointer(at: 0, count: window * height), window: window, slot: slot,
      sums: sums.pointer(at: 0, count: height))
    let result = unsafe body(&state)
    slot = unsafe state.slot
    return result
  }
}

/// The running sums of a picture's columns, being blurred downwards band by band.
public struct BoxColumns: ~Copyable {
  private var ring = FloatBuffer()
  private var sums = FloatBuffer()
  private var window = 1
  private var slot = 0

  public init() {}

  /// Starts `columnCount` new columns.
  public mutating func reset(window: Int, columnCount: Int) {
    precondition(window > 0, "a window holds at least one value")
    self.window = window
    slot = 0
    ring.reset(count: window * columnCount)
    sums.reset(count: columnCount)
  }

  /// Moves on once every column of a band has been blurred.
  public mutating func finishBand() { slot = (slot + BoxKernels.bandRowCount) % window }

  /// Lends the state of some columns to a kernel.
  mutating func withState(from first: Int, count: Int, _ body: (UnsafePointer<matchd_box_columns>) -> Void) {
    let width = sums.count
    precondition(first >= 0 && first + count <= width, "no such columns")
    // SAFETY: the pointers stay valid while `self` is exclusively held; the last row of the ring ends inside
    // it since first + count <= width.
    var state = unsafe matchd_box_columns(
      ring: ring.pointer(at: first, count: (window - 1) * width + count), ring_stride: width, window: window,
      slot: slot, sums: sums.pointer(at: first, count: count))
    unsafe body(&state)
  }
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
