import CKernels

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
  ///
  /// SAFETY: the pointers stay valid while `self` is exclusively held; the last row of the ring ends inside
  /// it since first + count <= width.
  mutating func withState(from first: Int, count: Int, _ body: (UnsafePointer<matchd_box_columns>) -> Void) {
    let width = sums.count
    precondition(first >= 0 && first + count <= width, "no such columns")
    var state = unsafe matchd_box_columns(
      ring: ring.pointer(at: first, count: (window - 1) * width + count), ring_stride: width, window: window,
      slot: slot, sums: sums.pointer(at: first, count: count))
    unsafe body(&state)
  }
}
