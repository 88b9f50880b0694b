import MatchProtocol
import Platform

/// One request on its way to a worker.
struct Job: Sendable {
  /// Whose it is, and which reply of that connection it makes.
  var connection: UInt64
  var number: Int
  var tag: String?
  var work: Work
  /// Microseconds of the monotonic clock when the request was complete.
  var arrival: UInt64
  /// How much of the body budget it holds until it is answered.
  var bodyByteCount: Int

  enum Work: Sendable {
    case lookup(LookupRequest)
    case scan(ScanRequest, file: Descriptor?)
  }

  /// Whether it is so short that several may go to a worker together.
  var isSmall: Bool {
    if case .lookup(let lookup) = work { lookup.queries.count <= 16 } else { false }
  }
}

/// What a worker made of a job.
struct Answer: Sendable {
  var connection: UInt64
  var number: Int
  var bytes: [UInt8]
  var bodyByteCount: Int
}
