import Synchronization

/// How much of something is held, and how much may be: bytes of bodies not yet decoded, or descriptors of
/// pictures that wait.
///
/// The daemon has one budget of each and each connection a share of that of bytes. What is held is counted
/// once, by the reservation that holds it, and seen in both:
///
///     budget <-- share of a connection <-- Reservation   of the body that arrives, then of the request,
///                                                        then of its job, which ends with the answer
final class Budget: Sendable {
  let limit: Int
  /// What this budget is a share of.
  private let whole: Budget?
  private let count = Atomic(0)

  init(limit: Int) {
    self.limit = limit
    whole = nil
  }

  /// A share that is counted on its own and limited by the whole alone.
  init(shareOf whole: Budget) {
    limit = whole.limit
    self.whole = whole
  }

  var held: Int { count.load(ordering: .relaxed) }

  /// Holds `more`, or nothing if there is not that much left.
  fileprivate func add(_ more: Int) -> Bool {
    if let whole, !whole.add(more) { return false }
    let (_, after) = count.add(more, ordering: .relaxed)
    if after <= limit { return true }
    subtract(more)
    return false
  }

  fileprivate func subtract(_ less: Int) {
    count.subtract(less, ordering: .relaxed)
    whole?.subtract(less)
  }
}

/// What one body or one picture holds of a budget, until this value ends.
struct Reservation: ~Copyable, Sendable {
  private let budget: Budget
  private(set) var count = 0

  /// Holds nothing yet.
  init(in budget: Budget) { self.budget = budget }

  deinit { budget.subtract(count) }

  /// Holds `count` from now on.
  /// - Returns: false, with nothing changed, where that is more than now and the budget has not so much left.
  mutating func resize(to count: Int) -> Bool {
    let growth = count - self.count
    if growth > 0 {
      guard budget.add(growth) else { return false }
    } else {
      budget.subtract(-growth)
    }
    self.count = count
    return true
  }

  /// Gives everything back, or all but `count`.
  mutating func shrink(to count: Int = 0) {
    budget.subtract(max(0, self.count - count))
    self.count = min(count, self.count)
  }
}
