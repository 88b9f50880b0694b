import HashCore
import MatchProtocol
import Matcher
import Synchronization

/// Everything the daemon counts since its start. One short lock per request, none per item.
final class ServiceCounters: Sendable {
  struct Counts: Sendable {
    var connectionsAccepted = 0
    var connectionsRefused = 0
    var connectionsTimedOut = 0
    var receivedByteCount = 0
    var sentByteCount = 0
    var requests: [Verb: Int] = [:]
    var errors: [ErrorCode: Int] = [:]
    var probeAlarms = 0
    var quotaRefusals: [ClientQuota.Kind: Int] = [:]
    var items = ItemTally()
    /// Files of `SCAN` that were read to be judged, and what became of them: at rest, as many.
    var filesSeen = 0
    var files = ItemTally()
    /// Those whose request was refused after all, since the index was changed under it.
    var filesLost = 0
    var reloads = 0
    var reloadFailures = 0
    var internalErrors = 0
    var lookupMicroseconds = Histogram()
    var scanMicroseconds = Histogram()
    /// Of judging one file, by the name of its format; `none` where it has none that is known.
    var pictureMicroseconds: [String: Histogram] = [:]
  }

  private let counts = Mutex(Counts())

  func update<Result: Sendable>(_ body: (inout sending Counts) -> Result) -> Result {
    counts.withLock { body(&$0) }
  }

  var snapshot: Counts { counts.withLock { $0 } }
}

/// The verbs that are counted.
enum Verb: String, CaseIterable, Sendable {
  case hello, ping, lookup, scan, stats, health, reload, quit

  init(_ request: Request) {
    switch request {
    case .lookup: self = .lookup
    case .scan: self = .scan
    case .control(.hello): self = .hello
    case .control(.ping): self = .ping
    case .control(.stats): self = .stats
    case .control(.health): self = .health
    case .control(.reload): self = .reload
    case .control(.quit): self = .quit
    }
  }
}

/// How the items of some requests came out.
public struct ItemTally: Equatable, Sendable {
  public private(set) var total = 0
  public private(set) var known = 0
  public private(set) var unknown = 0
  public private(set) var errors = 0
  /// By reason.
  public private(set) var unjudged: [String: Int] = [:]
  /// Of those unjudged for their format: pictures that other programs show.
  public private(set) var unreadPictures = 0
  /// What a walk met and did not look at, by kind.
  public private(set) var skipped: [String: Int] = [:]
  /// Items that have leads, whatever their verdict.
  public private(set) var withLeads = 0
  /// Items that negative lists took matches away from, whatever their verdict.
  public private(set) var withSuppressed = 0
  /// By the path that the answer came from.
  public private(set) var decoded: [String: Int] = [:]
  /// Known items by their best match.
  private(set) var matches: [MatchKind: Int] = [:]

  public init() {}

  public var unjudgedCount: Int { unjudged.values.reduce(0, +) }

  public var skippedCount: Int { skipped.values.reduce(0, +) }

  public mutating func add(_ item: Item) {
    total += 1
    switch item.outcome {
    case .known(let fields):
      known += 1
      matches[MatchKind(fields.best), default: 0] += 1
    case .unknown: unknown += 1
    case .unjudged(let fields): unjudged[fields.reason, default: 0] += 1
    case .failed: errors += 1
    case .skipped(let fields): skipped[fields.kind, default: 0] += 1
    }
    if item.leads != nil { withLeads += 1 }
    if item.suppressed != nil { withSuppressed += 1 }
    if item.picture?.isUnread == true { unreadPictures += 1 }
    if let decode = item.picture?.decode { decoded[decode, default: 0] += 1 }
  }

  mutating func add(_ other: ItemTally) {
    total += other.total
    known += other.known
    unknown += other.unknown
    errors += other.errors
    withLeads += other.withLeads
    withSuppressed += other.withSuppressed
    unreadPictures += other.unreadPictures
    skipped.merge(other.skipped, uniquingKeysWith: +)
    unjudged.merge(other.unjudged, uniquingKeysWith: +)
    decoded.merge(other.decoded, uniquingKeysWith: +)
    matches.merge(other.matches, uniquingKeysWith: +)
  }
}

/// What matches are told apart by where they are counted: never by the entry.
struct MatchKind: Hashable, Sendable {
  let list: String
  let grade: String

  init(_ match: MatchFields) {
    list = match.list
    grade = match.grade ?? ""
  }
}

/// How many durations were at most so long.
struct Histogram: Equatable, Sendable {
  /// Upper ends in microseconds, inclusive; one more class holds everything longer.
  static let limits = [
    100, 250, 500, 1000, 2500, 5000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000,
    5_000_000, 10_000_000,
  ]

  private(set) var counts = [Int](repeating: 0, count: limits.count + 1)
  private(set) var sum = 0

  var total: Int { counts.reduce(0, +) }

  mutating func add(_ microseconds: Int) {
    counts[Self.limits.firstIndex { microseconds <= $0 } ?? Self.limits.count] += 1
    sum += microseconds
  }
}
