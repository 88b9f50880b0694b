import Synchronization

/// How many bytes of bodies not yet decoded are held, and how many may be.
///
/// The daemon has one budget and each connection a share of it. A byte is counted once, by the reservation
/// that holds it, and seen in both:
///
///     budget <-- share of a connection <-- BodyReservation   of the body that arrives, then of the request,
///                                                            then of its job, which ends with the answer
final class BodyBudget: Sendable {
  let byteCountMax: Int
  /// What this budget is a share of.
  private let whole: BodyBudget?
  private let held = Atomic(0)

  init(byteCountMax: Int) {
    self.byteCountMax = byteCountMax
    whole = nil
  }

  /// A share that is counted on its own and limited by the whole alone.
  init(shareOf whole: BodyBudget) {
    byteCountMax = whole.byteCountMax
    self.whole = whole
  }

  var heldByteCount: Int { held.load(ordering: .relaxed) }

  /// Holds `byteCount` more, or nothing if there is not that much left.
  fileprivate func add(_ byteCount: Int) -> Bool {
    if let whole, !whole.add(byteCount) { return false }
    let (_, after) = held.add(byteCount, ordering: .relaxed)
    if after <= byteCountMax { return true }
    subtract(byteCount)
    return false
  }

  fileprivate func subtract(_ byteCount: Int) {
    held.subtract(byteCount, ordering: .relaxed)
    whole?.subtract(byteCount)
  }
}

/// Bytes of one body that are counted in a budget, until this value ends.
struct BodyReservation: ~Copyable, Sendable {
  private let budget: BodyBudget
  private(set) var byteCount = 0

  /// Holds nothing yet.
  init(in budget: BodyBudget) { self.budget = budget }

  deinit { budget.subtract(byteCount) }

  /// Holds `byteCount` from now on.
  /// - Returns: false, with nothing changed, where that is more than now and the budget has not so much left.
  mutating func resize(to byteCount: Int) -> Bool {
    let growth = byteCount - self.byteCount
    if growth > 0 {
      guard budget.add(growth) else { return false }
    } else {
      budget.subtract(-growth)
    }
    self.byteCount = byteCount
    return true
  }

  /// Gives everything back, or all but `byteCount`.
  mutating func shrink(to byteCount: Int = 0) {
    budget.subtract(max(0, self.byteCount - byteCount))
    self.byteCount = min(byteCount, self.byteCount)
  }
}
