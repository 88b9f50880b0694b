import Platform

/// How much one of many transactions writes, so that others who write wait for a moment only: as many rows as
/// took a tenth of a second before, whatever the machine.
struct WritePace {
  private(set) var rowCount = 100

  /// Milliseconds that a transaction is to take.
  private static let aim = 100
  /// Milliseconds between two transactions, in which others are let in: they ask more often.
  private static let pause: UInt64 = 2 * StoreConnection.askingInterval

  private static let counts = 100...20_000

  /// Calls `write`, which begins when others let it in and says so, and adapts.
  mutating func run<Value, Failure: Error>(
    _ write: (_ begins: () -> Void) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    var start = Clock.milliseconds
    let value = try write { start = Clock.milliseconds }
    let fitting = rowCount * Self.aim / max(1, Int(Clock.milliseconds - start))
    rowCount = min(max(min(fitting, 2 * rowCount), Self.counts.lowerBound), Self.counts.upperBound)
    Clock.sleep(milliseconds: Self.pause)
    return value
  }
}
