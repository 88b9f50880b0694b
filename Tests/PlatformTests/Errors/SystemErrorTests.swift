import Glibc
import Platform
import Testing

@Suite struct SystemErrorTests {
  @Test func whatWasTriedAndWhatTheSystemSays() {
    let error = SystemError("open /srv/in", code: EACCES)
    #expect(error.reason == "Permission denied")
    #expect("\(error)" == "open /srv/in: Permission denied")
    #expect(SystemError("x", code: 12_345).reason == "Unknown error 12345")
  }
}
