import DequeModule
import Platform

/// The threads that look up and decode, and the short queue in front of them.
///
/// The queue is short on purpose: whose turn it is, is decided by the event loop, as late as possible.
final class WorkerPool: Sendable {
  private let queue: Monitor<Queue>
  private let workerCount: Int

  private struct Queue: ~Copyable {
    /// Each group goes to one worker.
    var groups = UniqueDeque<JobGroup>()
    var isClosed = false
    /// Since when each worker is at what it is at, in microseconds; 0 where it waits.
    var busySince: [UInt64]

    init(workerCount: Int, isClosed: Bool = false) {
      self.isClosed = isClosed
      busySince = [UInt64](repeating: 0, count: workerCount)
    }
  }

  init(workerCount: Int) {
    self.workerCount = max(1, workerCount)
    queue = Monitor(Queue(workerCount: self.workerCount))
  }

  /// Starts the workers; each makes its own `answer` function, so that scratch memory is not shared.
  /// - Throws: where not all of them can be started.
  func start(_ makeAnswer: @escaping @Sendable () -> (consuming JobGroup) -> Void) throws(SystemError) {
    for number in 0..<workerCount {
      let worker = try WorkerThread { [self] in
        let answer = makeAnswer()
        while let group = nextGroup(for: number) { answer(group) }
      }
      worker.detach()
    }
  }

  /// Whether another group would be taken up soon.
  var hasRoom: Bool { queue.read { $0.groups.count < workerCount } }

  /// Whether a group waits for a worker.
  var isAwaited: Bool { queue.read { !$0.groups.isEmpty } }

  /// Since when the worker is at its group that has been at one longest, in microseconds; `nil` where all
  /// wait.
  var busySince: UInt64? { queue.read { $0.busySince.lazy.filter { $0 > 0 }.min() } }

  func submit(_ group: consuming JobGroup) {
    var group = Optional(group)
    queue.update { queue in if let group = group.take() { queue.groups.append(group) } }
  }

  /// Lets the workers end after what they are at; what no worker has taken up is dropped.
  func close() { queue.update { $0 = Queue(workerCount: workerCount, isClosed: true) } }

  private func nextGroup(for worker: Int) -> JobGroup? {
    queue.wait { queue -> JobGroup?? in
      queue.busySince[worker] = 0
      if let group = queue.groups.popFirst() {
        queue.busySince[worker] = Clock.microseconds
        return .some(group)
      }
      return queue.isClosed ? .some(nil) : nil
    }
  }
}
