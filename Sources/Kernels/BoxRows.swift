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
  ///
  /// SAFETY: the pointers stay valid while `self` is exclusively held; ring and sums
  /// have the contract's sizes.
  mutating func withState<R>(_ body: (UnsafeMutablePointer<matchd_box_rows>) -> R) -> R {
    let height = BoxKernels.bandRowCount
    var state = unsafe matchd_box_rows(
      ring: ring.pointer(at: 0, count: window * height), window: window, slot: slot,
      sums: sums.pointer(at: 0, count: height))
    let result = unsafe body(&state)
    slot = unsafe state.slot
    return result
  }
}
