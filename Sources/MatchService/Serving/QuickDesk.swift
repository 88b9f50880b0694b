import MatchProtocol
import Platform

/// Answers look-ups on the event loop's own thread that are over sooner than they could go to a worker and
/// come back.
///
/// That an index answers so fast is not known beforehand, it is seen: where it does not (no ring tables,
/// pages that come from the disk), look-ups go to the workers again for a while.
final class QuickDesk {
  private let worker: RequestWorker
  private var pace = QuickPace()

  init(_ context: ServiceContext) {
    worker = RequestWorker(context) { false }
  }

  /// - Returns: `nil` where a worker is to answer.
  func answer(_ job: inout Job) -> Answer? {
    guard job.hasOneShortQuery else { return nil }
    let start = Clock.microseconds
    guard pace.isFast(at: start) else { return nil }
    let answer = worker.answer(&job)
    pace.add(start: start, end: Clock.microseconds)
    return answer
  }
}

/// Whether answers have been fast lately.
struct QuickPace {
  /// About what it takes to hand a request to a worker and its answer back, on a machine that is busy.
  static let microsecondsMax: UInt64 = 100
  /// For how long slow answers are not tried again, in microseconds; twice as long each time, up to the last.
  static let pauses: ClosedRange<UInt64> = 1_000_000...64_000_000

  /// Of what answers took, in sixteenths of microseconds; the last sixteen or so count.
  private var average: UInt64 = 0
  private var pausedUntil: UInt64 = 0
  private var nextPause = pauses.lowerBound
  private var answerCount = 0

  func isFast(at now: UInt64) -> Bool { now >= pausedUntil }

  /// An answer that took much longer counts as eight times the limit: one alone may be the machine's fault.
  mutating func add(start: UInt64, end: UInt64) {
    average += min(end - start, 8 * Self.microsecondsMax)
    average -= average / 16
    answerCount += 1
    if average > 16 * Self.microsecondsMax {
      pausedUntil = end + nextPause
      nextPause = min(2 * nextPause, Self.pauses.upperBound)
      (average, answerCount) = (0, 0)
    } else if answerCount == 1_000 {
      nextPause = Self.pauses.lowerBound
    }
  }
}

extension Connection {
  /// Whether the request that was taken up last is all that is there to be answered and to be read.
  var asksOneAtATime: Bool { unansweredCount == 1 && unreadCount == 0 }
}
