import DequeModule
import MatchProtocol
import Platform

/// One request on its way to a worker: one owner at a time, from the connection's queue over the pool's to
/// the worker. With it ends what it holds, a reservation in the body budget and perhaps a descriptor.
struct Job: ~Copyable, Sendable {
  let asker: Asker
  let work: Work
  /// Microseconds of the monotonic clock when the request was complete.
  let arrival: UInt64
  /// The bytes of the request's body; a worker lets it grow with a file that it reads.
  var body: Reservation
  /// The place of its descriptor among those that wait.
  var filePlace: Reservation?
  /// Ends with the client.
  var presence = Presence()
  /// How far a look-up has come that was worked on before.
  var run: LookupRun?

  enum Work: Sendable {
    case lookup(LookupRequest)
    case scan(Picture, ScanKeys)
  }

  /// Where a picture's bytes are.
  enum Picture: Sendable {
    case bytes([UInt8])
    case file(Descriptor)
    /// On this machine, as the client names it.
    case path([UInt8])
  }

  var kind: Kind {
    switch work {
    case .lookup(let lookup): lookup.isShort ? .short : .batch
    case .scan: .picture
    }
  }

  /// How many queries it has.
  fileprivate var queryCount: Int {
    if case .lookup(let lookup) = work { lookup.queries.count } else { 0 }
  }

  /// Whether it is a look-up of one query that is over in less than a step of a batch.
  var hasOneShortQuery: Bool { kind == .short && queryCount == 1 }

  /// Which workers it waits for: none waits behind jobs of another kind, which take a hundred times as long
  /// or as short. In the order in which they go first where there is not enough processor for all.
  enum Kind: CaseIterable, Sendable {
    /// A look-up of few queries, which is over in less than a step of a batch.
    case short
    case batch, picture
  }
}

/// Jobs of one connection that go to a worker together.
typealias JobGroup = UniqueDeque<Job>

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

  /// The oldest job if it has waited since before `arrival` and no worker has had it.
  mutating func popFresh(from arrival: UInt64) -> Job? {
    guard !fresh.isEmpty, fresh[0].arrival < arrival else { return nil }
    return fresh.popFirst()
  }
}

extension LookupRequest {
  /// Whether it takes about as long as others that say so.
  fileprivate var isShort: Bool {
    queries.count <= 16 && keys.nearest == nil && (keys.search.threshold ?? 0) <= 40
  }
}

extension Job.Work {
  /// Bytes that the request brought along.
  var bodyByteCount: Int {
    switch self {
    case .lookup(let lookup): lookup.queries.bytes.count
    case .scan(.bytes(let bytes), _): bytes.count
    case .scan(.file, _), .scan(.path, _): 0
    }
  }
}

/// Who waits for a reply: which reply of which connection it is, and the tag that its lines carry.
struct Asker: Sendable {
  let connection: UInt64
  let number: Int
  let tag: String?
}

/// What a worker made of a job.
struct Answer: Sendable {
  let asker: Asker
  let bytes: [UInt8]
  /// Whether the reply is complete with them.
  var isLast = true
}

/// What a worker made of a group of jobs.
struct WorkReport: ~Copyable, Sendable {
  var answers: [Answer] = []
  /// The job that is to be gone on with, when its turn comes again.
  var unfinished: Job?
}
