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
  var body: BodyReservation

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

  /// Whether it is so short that several may go to a worker together.
  var isSmall: Bool {
    if case .lookup(let lookup) = work { lookup.queries.count <= 16 } else { false }
  }
}

/// Jobs of one connection that go to a worker together.
typealias JobGroup = UniqueDeque<Job>

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
}
