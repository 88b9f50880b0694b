import Platform

/// The workers: as many for each kind of job, so that none waits behind another. Where there is not enough
/// processor for all, it goes to the event loop and short look-ups, then to batches, then to pictures.
struct WorkerPools: Sendable {
  private let shorts: WorkerPool
  private let batches: WorkerPool
  private let pictures: WorkerPool

  init(workerCount: Int) {
    shorts = WorkerPool(workerCount: workerCount)
    batches = WorkerPool(workerCount: workerCount)
    pictures = WorkerPool(workerCount: workerCount)
  }

  subscript(kind: Job.Kind) -> WorkerPool {
    switch kind {
    case .short: shorts
    case .batch: batches
    case .picture: pictures
    }
  }

  func start(_ context: ServiceContext, _ mailbox: Mailbox) throws(SystemError) {
    for kind in Job.Kind.allCases {
      let pool = self[kind]
      try pool.start {
        WorkerThread.standBack(by: kind.stepsBack)
        let worker = RequestWorker(context) { pool.isAwaited }
        return { group in mailbox.post(.worked(worker.work(on: group))) }
      }
    }
  }

  /// Whether a worker does not come back from what it is at.
  func areStuck(_ timeouts: ServiceTimeouts, at clock: UInt64) -> Bool {
    Job.Kind.allCases.contains { kind in
      self[kind].busySince.map { clock - min(clock, $0) > 1000 * kind.patience(timeouts) } ?? false
    }
  }

  func close() {
    for kind in Job.Kind.allCases { self[kind].close() }
  }
}

extension Job.Kind {
  /// For how long, in milliseconds, a worker may be at jobs of this kind.
  fileprivate func patience(_ timeouts: ServiceTimeouts) -> UInt64 {
    switch self {
    case .short: timeouts.health
    case .batch: timeouts.work + timeouts.health
    case .picture: timeouts.stuck
    }
  }

  fileprivate var stepsBack: Int32 {
    switch self {
    case .short: 0
    case .batch: 3
    case .picture: 10
    }
  }
}
