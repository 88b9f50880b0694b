import Testing

@testable import MatchService

@Suite struct RetryPolicyTests {
  private static let policy = RetryPolicy(duration: 10_000, pauseMin: 100, pauseMax: 1_000)

  @Test func pausesGrowUpToALimitAndDiffer() {
    for (failureCount, grown) in [(0, 100), (1, 200), (2, 400), (3, 800), (4, 1000), (5000, 1000)] {
      let pauses = (0..<100).map { _ in Self.policy.pause(afterFailures: failureCount) }
      #expect(pauses.allSatisfy { $0 >= UInt64(grown / 2) && $0 <= UInt64(grown) })
      #expect(Set(pauses).count > 1)
    }
  }

  @Test func anOutageLastsAsLongAsThePolicySaysAndEndsWithAnAnswer() {
    var outage = Outage(Self.policy)
    let pauses = [5_000, 5_100, 14_999, 15_000, 90_000].map { outage.pause(now: $0) }
    #expect(pauses[0].map { $0 >= 50 && $0 <= 100 } == true)
    #expect(pauses[1].map { $0 >= 100 && $0 <= 200 } == true)
    #expect(pauses[2...] == [1, nil, nil])
    outage.end()
    let first = outage.pause(now: 90_000)
    #expect(first.map { $0 >= 50 && $0 <= 100 } == true)
  }

  @Test func whatTheDaemonAsksForIsGranted() {
    var outage = Outage(Self.policy)
    let granted = outage.pause(now: 0, earliest: 3_000)
    #expect(granted.map { $0 > 3_000 && $0 <= 3_100 } == true)
    let bounded = outage.pause(now: 1, earliest: .max)
    #expect(bounded == 9_999)
    var impatient = Outage(RetryPolicy(duration: 0))
    let none = impatient.pause(now: 0, earliest: 1)
    #expect(none == nil)
  }
}
