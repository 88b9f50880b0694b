/// The threads that look up and decode, and the short queue in front of them.
///
/// The queue is short on purpose: whose turn it is, is decided by the event loop, as late as possible.
final class WorkerPool: Sendable {
  private let queue = Monitor(Queue())
  private let workerCount: Int

  private struct Queue {
    /// Each group goes to one worker.
    var groups: [[Job]] = []
    var isClosed = false
  }

  init(workerCount: Int) { self.workerCount = max(1, workerCount) }

  /// Starts the workers; each makes its own `answer` function, so that scratch memory is not shared.
  /// - Returns: what waits for all of them to end.
  func start(_ makeAnswer: @escaping @Sendable () -> ([Job]) -> Void) throws(SystemError) -> WorkerThread {
    let work: @Sendable () -> Void = { [self] in
      let answer = makeAnswer()
      while let group = next() { answer(group) }
    }
    let count = workerCount
    return try WorkerThread { try? WorkerThread.runAll(count: count, work) }
  }

  /// Whether another group would be taken up soon.
  var hasRoom: Bool { queue.read { $0.groups.count < workerCount } }

  /// Groups that no worker has taken up.
  var waitingCount: Int { queue.read { $0.groups.count } }

  func submit(_ group: [Job]) { queue.update { $0.groups.append(group) } }

  /// Lets the workers end once the queue is empty.
  func close() { queue.update { $0.isClosed = true } }

  private func next() -> [Job]? {
    queue.wait { queue -> [Job]?? in
      if !queue.groups.isEmpty { return queue.groups.removeFirst() }
      return queue.isClosed ? .some(nil) : nil
    }
  }
}
