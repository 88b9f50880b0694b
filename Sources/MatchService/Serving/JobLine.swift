import DequeModule

/// Jobs of one connection and kind that no worker has, in the order in which they get one.
struct JobLine: ~Copyable {
  /// Worked on before and given back, the oldest first.
  private var begun = JobGroup()
  private var fresh = JobGroup()

  /// How many queries of short look-ups go to a worker together.
  private static let groupQueryCountMax = 64

  var count: Int { begun.count + fresh.count }
  /// The number of the reply that the next job is for.
  var nextNumber: Int? {
    begun.isEmpty ? fresh.isEmpty ? nil : fresh[0].asker.number : begun[0].asker.number
  }

  /// When the job arrived that has waited longest.
  var oldestArrival: UInt64? {
    guard !fresh.isEmpty else { return begun.isEmpty ? nil : begun[0].arrival }
    return begun.isEmpty ? fresh[0].arrival : min(begun[0].arrival, fresh[0].arrival)
  }

  mutating func append(_ job: consuming Job) { fresh.append(job) }

  /// Takes a job back that a worker has begun.
  mutating func takeBack(_ job: consuming Job) {
    var place = begun.count
    while place > 0, begun[place - 1].asker.number > job.asker.number { place -= 1 }
    begun.insert(job, at: place)
  }

  /// The next job, and those after it that are so short that they go to a worker together.
  mutating func popGroup() -> JobGroup {
    var group = JobGroup()
    if let job = begun.popFirst() {
      group.append(job)
      return group
    }
    var queryCount = 0
    while !fresh.isEmpty {
      let isShort = fresh[0].kind == .short
      queryCount += max(1, fresh[0].queryCount)
      guard group.isEmpty || (isShort && queryCount <= Self.groupQueryCountMax) else { break }
      group.append(fresh.removeFirst())
      guard isShort else { break }
    }
    return group
  }

  /// The job that came last, if no worker has had it.
  mutating func popNewest() -> Job? { fresh.popLast() }

  /// The oldest job if it has waited since before `arrival` and no worker has had it.
  mutating func popFresh(from arrival: UInt64) -> Job? {
    guard !fresh.isEmpty, fresh[0].arrival < arrival else { return nil }
    return fresh.popFirst()
  }
}

/// The jobs of one connection that wait for a worker, a line for each kind.
struct JobLines: ~Copyable {
  private var shorts = JobLine()
  private var batches = JobLine()
  private var pictures = JobLine()

  var count: Int { shorts.count + batches.count + pictures.count }

  /// When the job arrived that has waited longest; `.max` without any.
  var oldestArrival: UInt64 {
    min(shorts.oldestArrival ?? .max, batches.oldestArrival ?? .max, pictures.oldestArrival ?? .max)
  }

  func count(_ kind: Job.Kind) -> Int {
    switch kind {
    case .short: shorts.count
    case .batch: batches.count
    case .picture: pictures.count
    }
  }

  func nextNumber(_ kind: Job.Kind) -> Int? {
    switch kind {
    case .short: shorts.nextNumber
    case .batch: batches.nextNumber
    case .picture: pictures.nextNumber
    }
  }

  mutating func append(_ job: consuming Job) {
    switch job.kind {
    case .short: shorts.append(job)
    case .batch: batches.append(job)
    case .picture: pictures.append(job)
    }
  }

  mutating func takeBack(_ job: consuming Job) {
    switch job.kind {
    case .short: shorts.takeBack(job)
    case .batch: batches.takeBack(job)
    case .picture: pictures.takeBack(job)
    }
  }

  mutating func popGroup(_ kind: Job.Kind) -> JobGroup {
    switch kind {
    case .short: shorts.popGroup()
    case .batch: batches.popGroup()
    case .picture: pictures.popGroup()
    }
  }

  /// The oldest of each line, as long as it has waited since before `arrival` and no worker has had it.
  mutating func popFresh(from arrival: UInt64) -> Job? {
    if let job = shorts.popFresh(from: arrival) { return job }
    if let job = batches.popFresh(from: arrival) { return job }
    return pictures.popFresh(from: arrival)
  }

  /// A job that no worker has had, of those that bring most along, and the one that came last of them.
  mutating func popHeaviest() -> Job? {
    if let job = pictures.popNewest() { return job }
    if let job = batches.popNewest() { return job }
    return shorts.popNewest()
  }
}
