/// What the event loop knows of the daemon at one moment; counted when it is asked for, once.
final class Situation {
  private(set) lazy var families = count()
  /// How long the oldest of the requests that no worker has waits for one.
  private(set) lazy var waitedMilliseconds = wait()
  /// Whether a worker does not come back from what it is at.
  private(set) lazy var hasStuckWorker = stick()
  /// Whether pictures can be taken up: all cells are there, or were once.
  let areCellsStarted: Bool

  private let count: () -> [MetricFamily]
  private let wait: () -> UInt64
  private let stick: () -> Bool

  init(
    areCellsStarted: Bool, families count: @escaping () -> [MetricFamily],
    waitedMilliseconds wait: @escaping () -> UInt64, hasStuckWorker stick: @escaping () -> Bool
  ) {
    self.areCellsStarted = areCellsStarted
    self.count = count
    self.wait = wait
    self.stick = stick
  }
}
