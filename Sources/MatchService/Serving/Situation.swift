/// What the event loop knows of the daemon at one moment; counted when it is asked for, once.
final class Situation {
  private(set) lazy var metrics = count()
  /// How long the oldest of the requests that no worker has waits for one.
  private(set) lazy var waitedMilliseconds = wait()

  private let count: () -> [Metric]
  private let wait: () -> UInt64

  init(metrics count: @escaping () -> [Metric], waitedMilliseconds wait: @escaping () -> UInt64) {
    self.count = count
    self.wait = wait
  }
}
