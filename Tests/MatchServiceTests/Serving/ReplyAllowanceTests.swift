import Testing

@testable import MatchService

@Suite struct ReplyAllowanceTests {
  @Test func fewConnectionsMayHoldMuchAndManyLittle() {
    let allowance = ReplyAllowance()
    for (holderCount, byteCount) in [(0, 8 << 20), (16, 8 << 20), (128, 1 << 20), (100_000, 64 << 10)] {
      allowance.holderCount = holderCount
      #expect(allowance.byteCount == byteCount)
    }
  }
}
