import DequeModule
import Platform

/// The threads that look up and decode, and the short queue in front of them.
///
/// The queue is short on purpose: whose turn it is, is decided by the event loop, as late as possible.
final class WorkerPool: Sendable {
  private let queue = Monitor(Queue())
  private let workerCount: Int

  private struct Queue: ~Copyable {
    /// Each group goes to one worker.
    var groups = UniqueDeque<JobGroup>()
    var isClosed = false
  }

  init(workerCount: Int) { self.workerCount = max(1, workerCount) }

  /// Starts the workers; each makes its own `answer` function, so that scratch memory is not shared.
  /// - Throws: where not all of them can be started.
  func start(_ makeAnswer: @escaping @Sendable () -> (consuming JobGroup) -> Void) throws(SystemError) {
    let work: @Sendable () -> Void = { [self] in
      let answer = makeAnswer()
      while let group = nextGroup() { answer(group) }
    }
    for _ in 0..<workerCount {
      let worker = try WorkerThread(work)
      worker.detach()
    }
  }

  /// Whether another group would be taken up soon.
  var hasRoom: Bool { queue.read { $0.groups.count < workerCount } }

  /// Whether a group waits for a worker.
  var isAwaited: Bool { queue.read { !$0.groups.isEmpty } }

  func submit(_ group: consuming JobGroup) {
    var group = Optional(group)
    queue.update { queue in if let group = group.take() { queue.groups.append(group) } }
  }

  /// Lets the workers end after what they are at; what no worker has taken up is dropped.
  func close() { queue.update { $0 = Queue(isClosed: true) } }

  private func nextGroup() -> JobGroup? {
    queue.wait { queue -> JobGroup?? in
      if let group = queue.groups.popFirst() { return .some(group) }
      return queue.isClosed ? .some(nil) : nil
    }
  }
}
