import ContentDigests
import DequeModule
import HashCore
import Platform
import Synchronization

/// Which pictures cells have died over: the same bytes, sent again soon, are not decoded again.
///
/// Bounded in number and time, and empty as long as nothing dies: no digest is computed then.
final class RememberedDeaths: Sendable {
  private static let countMax = 256
  private static let milliseconds: UInt64 = 600_000

  private struct Death {
    var picture: ContentDigest
    var subject: Question.Subject
    var error: DecodeError
    var time: UInt64
  }

  private let deaths = Mutex<Deque<Death>>([])

  /// What the same question about the same bytes came to.
  func error(for picture: RawSpan, _ subject: Question.Subject) -> DecodeError? {
    guard deaths.withLock({ !$0.isEmpty }) else { return nil }
    let digest = ContentDigest(.sha256, of: picture)
    return deaths.withLock { deaths in
      deaths.removeAll { Clock.milliseconds - $0.time > Self.milliseconds }
      return deaths.first { $0.picture == digest && $0.subject == subject }?.error
    }
  }

  func add(_ picture: RawSpan, _ subject: Question.Subject, _ error: DecodeError) {
    let death = Death(
      picture: ContentDigest(.sha256, of: picture), subject: subject, error: error, time: Clock.milliseconds)
    deaths.withLock { deaths in
      deaths.append(death)
      if deaths.count > Self.countMax { deaths.removeFirst() }
    }
  }
}
