import Platform

/// The workers: as many for look-ups as for pictures, so that neither waits behind the other. Where there is
/// not enough processor for all, those for pictures stand back.
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
        if kind == .picture { WorkerThread.standBack() }
        let worker = RequestWorker(context) { pool.isAwaited }
        return { group in mailbox.post(.worked(worker.work(on: group))) }
      }
    }
  }

  func close() {
    for kind in Job.Kind.allCases { self[kind].close() }
  }
}
