import Testing

@testable import MatchService

@Suite struct QuotaLedgerTests {
  private let one = Peer.user(1000)
  private let other = Peer.user(1001)

  private func quota(perSecond: Int = 0, perDay: Int = 0) -> ClientQuota {
    var quota = ClientQuota()
    (quota.perSecond, quota.perDay) = (perSecond, perDay)
    return quota
  }

  @Test func withoutQuotasNothingIsRefused() {
    let ledger = QuotaLedger()
    #expect((0..<1000).allSatisfy { _ in ledger.charge(.max >> 20, to: one, quota(), now: 5) == nil })
  }

  /// What is asked in the long run is the rate, however requests are cut.
  @Test(arguments: [1, 7, 100, 5000])
  func theRateHoldsInTheLongRun(count: Int) {
    let ledger = QuotaLedger()
    let rate = quota(perSecond: 100)
    var (now, asked) = (UInt64(1_000_000), 0)
    let end = now + 1_000_000
    while now < end {
      if let refusal = ledger.charge(count, to: one, rate, now: now) {
        #expect(refusal.kind == .rate && refusal.pause > 0)
        // Not a millisecond earlier is there anything to ask.
        #expect(ledger.charge(count, to: one, rate, now: now + refusal.pause - 1) != nil)
        now += refusal.pause
      } else {
        asked += count
      }
    }
    #expect(abs(asked - 100 * 1000) <= 100 * 10 + count)
  }

  @Test func tenSecondsWorthMayComeAtOnce() {
    let ledger = QuotaLedger()
    let asked = (0..<100).prefix { _ in ledger.charge(1, to: one, quota(perSecond: 3), now: 0) == nil }
    #expect(asked.count == 30)
  }

  @Test func clientsDoNotPayForEachOther() {
    let ledger = QuotaLedger()
    #expect(ledger.charge(5000, to: one, quota(perSecond: 1), now: 0) == nil)
    #expect(ledger.charge(1, to: one, quota(perSecond: 1), now: 0)?.pause == 4_990_001)
    #expect(ledger.charge(1, to: other, quota(perSecond: 1), now: 0) == nil)
  }

  @Test func withoutARateNothingIsOwedToALaterOne() {
    let ledger = QuotaLedger()
    #expect(ledger.charge(1_000_000, to: one, quota(perDay: 2_000_000), now: 0) == nil)
    #expect(ledger.charge(1, to: one, quota(perSecond: 1), now: 0)?.pause == 1)
    #expect(ledger.charge(1, to: one, quota(perSecond: 1), now: 2000) == nil)
  }

  @Test func aDayBeginsWithTheFirstRequest() {
    let (ledger, day) = (QuotaLedger(), quota(perDay: 10))
    #expect(ledger.charge(10, to: one, day, now: 7) == nil)
    #expect(ledger.charge(1, to: one, day, now: 1007) == .init(kind: .day, pause: 86_399_000))
    #expect(ledger.charge(1, to: one, day, now: 86_400_007) == nil)
  }
}
