import Platform
import Testing

@testable import MatchService

@Suite struct AgendaTests {
  /// What connections want and have used, and a clock that their turns take forward.
  private final class Loop {
    var agenda = Agenda()
    var now: UInt64 = 0
    var use: [UInt64: UInt64] = [:]
    /// Turns that each connection still wants, and how long each takes.
    var wants: [UInt64: (count: Int, cost: UInt64)] = [:]
    private(set) var served: [UInt64] = []
    private(set) var ready: [UInt64: Poller.Interest] = [:]

    func handOut(for microseconds: UInt64) {
      agenda.handOut(
        for: microseconds, clock: { now }, use: { use[$0, default: 0] },
        turn: { connection, interest in
          let want = wants[connection, default: (1, 1)]
          served.append(connection)
          ready[connection] = interest
          now += want.cost
          use[connection, default: 0] += want.cost
          wants[connection] = (want.count - 1, want.cost)
          return want.count > 1
        })
    }
  }

  private func loop(_ wants: [UInt64: (count: Int, cost: UInt64)]) -> Loop {
    let loop = Loop()
    loop.wants = wants
    for connection in wants.keys.sorted() { loop.agenda.add(connection) }
    return loop
  }

  @Test func whoHasUsedLeastGoesFirst() {
    let loop = loop([1: (1, 1), 2: (1, 1), 3: (1, 1)])
    loop.use = [1: 500, 2: 20, 3: 100]
    loop.handOut(for: 10)
    #expect(loop.served == [2, 3, 1] && loop.agenda.isEmpty)
  }

  @Test func amongEqualsItIsTheOrderInWhichTheyCame() {
    let loop = loop([1: (2, 1), 2: (2, 1), 3: (1, 1)])
    loop.handOut(for: 10)
    #expect(loop.served == [1, 2, 3, 1, 2])
  }

  /// However many have sent whatever: a connection that asks little waits for one turn of one of them.
  @Test func whoComesBetweenFloodsIsNext() {
    let loop = loop(Dictionary(uniqueKeysWithValues: (1...100).map { ($0, (count: 1000, cost: 300)) }))
    for _ in 0..<150 { loop.handOut(for: 250) }
    loop.wants[999] = (1, 5)
    loop.agenda.add(999)
    loop.handOut(for: 250)
    #expect(loop.served.count == 152 && loop.served[150] == 999)
    #expect(Set(loop.served[..<150]).count == 100)
  }

  @Test func whoHasNoTurnInTimeStaysWithWhatItIsReadyFor() {
    let loop = loop([1: (1, 9)])
    loop.use[2] = 1
    loop.agenda.add(2, .reading)
    loop.agenda.add(2, .hangup)
    loop.handOut(for: 5)
    #expect(loop.served == [1] && !loop.agenda.isEmpty)
    loop.handOut(for: 5)
    #expect(loop.served == [1, 2] && loop.ready[2] == [.reading, .hangup])
    #expect(loop.agenda.isEmpty)
  }

  @Test func halfOfWhatWasUsedIsForgottenEachHalfLife() {
    var use = RecentUse(now: 1000)
    use.add(800, at: 1000)
    #expect([1000, 1099, 1100, 1200, 100_000].map { use.microseconds(at: $0) } == [800, 800, 400, 200, 0])
    use.add(50, at: 1150)
    #expect(use.microseconds(at: 1150) == 450 && use.microseconds(at: 1200) == 225)
  }
}
