import Matcher
import Synchronization
import TestSupport
import Testing

@testable import MatchService

/// What is tried again and again by itself is told once for each cause.
@Suite struct IndexLoaderRetryTests {
  /// The failures that loads give, one after another, the last one for ever.
  private final class Failures: Sendable {
    private let checks: Mutex<[IndexError.Check]>
    private let loads = Atomic(0)
    var loadCount: Int { loads.load(ordering: .relaxed) }

    init(_ checks: [IndexError.Check]) { self.checks = Mutex(checks.reversed()) }

    func next() -> SourceError {
      loads.add(1, ordering: .relaxed)
      let check = checks.withLock { $0.count > 1 ? $0.removeLast() : $0[0] }
      return .index(IndexError(check, path: "index", expected: "a", found: "b"))
    }
  }

  @Test func eachCauseIsToldOnce() throws {
    let failures = Failures([.readable, .readable, .magic, .magic, .readable])
    let mailbox = try Mailbox()
    let load: IndexLoader.Load = { () throws(SourceError) in throw failures.next() }
    let loader = IndexLoader(
      holder: IndexHolder(), mailbox: mailbox, hasChanged: { true }, staysInService: false, load: load)
    try loader.start()
    #expect(eventually { failures.loadCount >= 8 })
    #expect(told(mailbox) == [.readable, .magic, .readable])
    // Whoever asks is told, whatever was told before.
    loader.order()
    var later: [IndexError.Check] = []
    let isTold = eventually {
      later += told(mailbox)
      return !later.isEmpty
    }
    loader.close()
    #expect(isTold && later == [.readable])
  }

  private func told(_ mailbox: Mailbox) -> [IndexError.Check] {
    var checks: [IndexError.Check] = []
    var messages = mailbox.collect()
    while let message = messages.popFirst() {
      if case .indexFailed(.index(let error), _) = message { checks.append(error.check) }
    }
    return checks
  }
}
