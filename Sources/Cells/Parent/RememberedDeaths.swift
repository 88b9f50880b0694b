import ContentDigests
import DequeModule
import HashCore
import Platform
import Synchronization

/// Which pictures cells have died over, and what was said of them: the same bytes, sent again soon, are not
/// decoded again.
///
/// Bounded in number and time, and empty as long as nothing dies: no digest is computed then.
final class RememberedDeaths: Sendable {
  private static let countMax = 256
  /// Hashes in all, of what was finished of those files: some megabytes.
  private static let hashCountMax = 50_000
  private static let milliseconds: UInt64 = 600_000

  private struct Death {
    var picture: ContentDigest
    var subject: Question.Subject
    var answer: Answer
    var time: UInt64
  }

  private let deaths = Mutex<Deque<Death>>([])

  /// What the same question about the same bytes came to.
  func answer(for picture: RawSpan, _ subject: Question.Subject) -> Answer? {
    guard deaths.withLock({ !$0.isEmpty }) else { return nil }
    let digest = ContentDigest(.sha256, of: picture)
    return deaths.withLock { deaths in
      deaths.removeAll { Clock.milliseconds - $0.time > Self.milliseconds }
      return deaths.first { $0.picture == digest && $0.subject == subject }?.answer
    }
  }

  func add(_ picture: RawSpan, _ subject: Question.Subject, _ answer: Answer) {
    let death = Death(
      picture: ContentDigest(.sha256, of: picture), subject: subject, answer: answer,
      time: Clock.milliseconds)
    deaths.withLock { deaths in
      deaths.append(death)
      var hashCount = deaths.reduce(0) { $0 + $1.answer.hashCount }
      while deaths.count > Self.countMax || hashCount > Self.hashCountMax {
        hashCount -= deaths.removeFirst().answer.hashCount
      }
    }
  }
}
