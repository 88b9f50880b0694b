import Platform

/// The workers: as many for look-ups as for pictures, so that neither waits behind the other. Where there is
/// not enough processor for all, it goes to the event loop, then to look-ups, then to pictures.
struct WorkerPools: Sendable {
  private let lookups: WorkerPool
  private let pictures: WorkerPool

  init(workerCount: Int) {
    lookups = WorkerPool(workerCount: workerCount)
    pictures = WorkerPool(workerCount: workerCount)
  }

  subscript(kind: Job.Kind) -> WorkerPool {
    switch kind {
    case .lookup: lookups
    case .picture: pictures
    }
  }

  func start(_ context: ServiceContext, _ mailbox: Mailbox) throws(SystemError) {
    for kind in Job.Kind.allCases {
      let pool = self[kind]
      try pool.start {
        WorkerThread.standBack(by: kind == .picture ? 10 : 3)
        let worker = RequestWorker(context) { pool.isAwaited }
        return { group in mailbox.post(.worked(worker.work(on: group))) }
      }
    }
  }

  /// Whether a worker does not come back from what it is at.
  func areStuck(_ timeouts: ServiceTimeouts, at clock: UInt64) -> Bool {
    Job.Kind.allCases.contains { kind in
      let limit = kind == .picture ? timeouts.stuck : timeouts.health
      return self[kind].busySince.map { clock - min(clock, $0) > 1000 * limit } ?? false
    }
  }

  func close() {
    for kind in Job.Kind.allCases { self[kind].close() }
  }
}
