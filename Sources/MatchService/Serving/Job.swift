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
  /// On whose behalf it is asked; `nil` for admins, who are not watched.
  var client: Peer?
  /// Whether the client is told verdicts alone.
  var isRestricted = false
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
  var queryCount: Int {
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

/// What a worker made of a group of jobs, which are one connection's and of one kind.
struct WorkReport: ~Copyable, Sendable {
  let connection: UInt64
  let kind: Job.Kind
  /// How long it took.
  var microseconds: UInt64 = 0
  var answers: [Answer] = []
  /// The job that is to be gone on with, when its turn comes again.
  var unfinished: Job?
}
