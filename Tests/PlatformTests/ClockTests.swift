import Platform
import Testing

@Suite struct ClockTests {
  @Test func timeGoesOn() {
    let (microseconds, milliseconds) = (Clock.microseconds, Clock.milliseconds)
    #expect(Clock.microseconds >= microseconds && Clock.milliseconds >= milliseconds)
    #expect(milliseconds - microseconds / 1000 < 1000)
    #expect(Clock.unixSeconds > 1_700_000_000)
  }
}
