import Synchronization

/// How many bytes of bodies not yet decoded the daemon holds, over all connections, and how many it may.
final class BodyBudget: Sendable {
  let byteCountMax: Int
  private let held = Atomic(0)

  init(byteCountMax: Int) { self.byteCountMax = byteCountMax }

  var heldByteCount: Int { held.load(ordering: .relaxed) }

  /// Takes `byteCount` out of the budget, or nothing if there is not that much left.
  func reserve(_ byteCount: Int) -> Bool {
    let (_, after) = held.add(byteCount, ordering: .relaxed)
    if after <= byteCountMax || byteCount == 0 { return true }
    release(byteCount)
    return false
  }

  func release(_ byteCount: Int) { held.subtract(byteCount, ordering: .relaxed) }
}
