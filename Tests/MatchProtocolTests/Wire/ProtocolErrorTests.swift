import MatchProtocol
import Testing

@Suite struct ProtocolErrorTests {
  @Test func classesAndConnectionsAreThoseOfTheContract() {
    let retry: Set<ErrorCode> = [.busy, .notReady, .timeout, .draining]
    let closing: Set<ErrorCode> = [.lineTooLong, .tooLarge, .draining]
    for code in ErrorCode.allCases {
      #expect(code.errorClass == (code == .internal ? .fatal : retry.contains(code) ? .retry : .fix))
      #expect(code.closesConnection == closing.contains(code))
      #expect((code.pause != nil) == retry.contains(code), "what may be asked again says when")
    }
  }
}
