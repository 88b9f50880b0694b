import CSystem
import Glibc

/// Wakes a thread that waits for a `Poller`.
package struct Doorbell: Sendable {
  /// Readable from `ring` to `silence`.
  package let descriptor: Descriptor

  package init() throws(SystemError) {
    let number = csystem_eventfd()
    guard number >= 0 else { throw SystemError("eventfd") }
    descriptor = Descriptor(owning: number)
  }

  package func ring() {
    var one: UInt64 = 1
    // SAFETY: an eventfd takes the eight bytes of one number.
    _ = descriptor.use { unsafe write($0, &one, 8) }
  }

  package func silence() {
    var count: UInt64 = 0
    // SAFETY: an eventfd gives the eight bytes of one number.
    _ = descriptor.use { unsafe read($0, &count, 8) }
  }
}
