/// How long to wait for a daemon that is silent, and how long and how often to go on asking one that is away
/// or has no time. All in milliseconds.
public struct RetryPolicy: Sendable {
  /// For how long to ask again what has no answer; 0 asks once.
  public var duration: UInt64
  /// The pause after the first failure; it doubles with each that follows.
  public var pauseMin: UInt64
  public var pauseMax: UInt64
  /// How long a connection may be silent while a reply is due; -1: for ever. Five times as long as a request
  /// may wait for its turn, by default: no daemon that works is given up.
  public var replyTimeout: Int32
  /// How long a new connection may be silent before it greets, which takes no time.
  public var greetingTimeout: Int32

  public init(
    duration: UInt64 = 60_000, pauseMin: UInt64 = 100, pauseMax: UInt64 = 5_000,
    replyTimeout: Int32 = 300_000, greetingTimeout: Int32 = 5_000
  ) {
    self.duration = duration
    self.pauseMin = pauseMin
    self.pauseMax = pauseMax
    self.replyTimeout = replyTimeout
    self.greetingTimeout = greetingTimeout
  }

  /// How long to wait after `failureCount` failures in a row that came before this one. Somewhere in the
  /// upper half of what that makes, so that clients of one daemon do not all come back at the same moment.
  func pause(afterFailures failureCount: Int) -> UInt64 {
    let grown = min(pauseMax, pauseMin << UInt64(min(failureCount, 20)))
    return UInt64.random(in: grown / 2...grown)
  }
}

/// A time in which a daemon answers nothing. It ends with an answer.
struct Outage {
  let policy: RetryPolicy
  private var start: UInt64?
  private var failureCount = 0

  init(_ policy: RetryPolicy) { self.policy = policy }

  mutating func end() {
    start = nil
    failureCount = 0
  }

  /// How long to wait before asking again, in milliseconds; `nil` where it has lasted too long to wait.
  /// - Parameters:
  ///   - now: milliseconds of a clock that never goes back.
  ///   - earliest: milliseconds that the daemon asked to be left alone for.
  mutating func pause(now: UInt64, earliest: UInt64 = 0) -> UInt64? {
    let start = start ?? now
    self.start = start
    guard now - start < policy.duration else { return nil }
    defer { failureCount += 1 }
    let left = policy.duration - (now - start)
    return min(left, min(left, earliest) + policy.pause(afterFailures: failureCount))
  }
}
