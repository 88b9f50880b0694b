import Platform
import Testing

@Suite struct PollerTests {
  @Test func aBellThatRingsIsReadyUntilItIsSilenced() throws {
    let poller = try Poller()
    let bell = try Doorbell()
    try poller.add(bell.descriptor, token: 42, .reading)
    #expect(poller.wait(timeout: 0).isEmpty)
    bell.ring()
    bell.ring()
    let events = poller.wait(timeout: 10_000)
    #expect(events.map(\.token) == [42] && events.map(\.ready) == [.reading])
    bell.silence()
    #expect(poller.wait(timeout: 0).isEmpty)
  }

  @Test func whatIsNotWatchedForIsNotReported() throws {
    let poller = try Poller()
    let bell = try Doorbell()
    try poller.add(bell.descriptor, token: 1, .reading)
    bell.ring()
    poller.change(bell.descriptor, token: 1, [])
    #expect(poller.wait(timeout: 0).isEmpty)
    poller.change(bell.descriptor, token: 1, .reading)
    #expect(poller.wait(timeout: 0).count == 1)
    poller.remove(bell.descriptor)
    #expect(poller.wait(timeout: 0).isEmpty)
  }
}
