import CSystem
import Glibc

/// Says which of many descriptors can be read or written. For one thread.
package final class Poller {
  package struct Interest: OptionSet, Equatable {
    package let rawValue: UInt32
    package init(rawValue: UInt32) { self.rawValue = rawValue }
    package static let reading = Interest(rawValue: CSYSTEM_READABLE)
    package static let writing = Interest(rawValue: CSYSTEM_WRITABLE)
    /// The peer is gone; reported whether it was asked for or not.
    package static let hangup = Interest(rawValue: CSYSTEM_HANGUP)
  }

  package struct Event {
    package var token: UInt64
    package var ready: Interest
  }

  private let epoll: Descriptor
  private var found = [csystem_event](repeating: csystem_event(), count: 1024)

  package init() throws(SystemError) {
    let number = csystem_epoll_create()
    guard number >= 0 else { throw SystemError("epoll_create") }
    epoll = Descriptor(owning: number)
  }

  package func add(_ descriptor: Descriptor, token: UInt64, _ interest: Interest) throws(SystemError) {
    let code = epoll.use { epoll in
      descriptor.use { csystem_epoll_add(epoll, $0, token, interest.rawValue) }
    }
    guard code == 0 else { throw SystemError("epoll_ctl") }
  }

  package func change(_ descriptor: Descriptor, token: UInt64, _ interest: Interest) {
    _ = epoll.use { epoll in
      descriptor.use { csystem_epoll_change(epoll, $0, token, interest.rawValue) }
    }
  }

  package func remove(_ descriptor: Descriptor) {
    _ = epoll.use { epoll in descriptor.use { csystem_epoll_remove(epoll, $0) } }
  }

  /// What is ready, after at most `timeout` milliseconds.
  package func wait(timeout: Int32) -> [Event] {
    // SAFETY: the call writes at most `found.count` events.
    let count = epoll.use { unsafe csystem_epoll_wait($0, &found, Int32(found.count), timeout) }
    return found.prefix(max(0, Int(count))).map {
      Event(token: $0.token, ready: Interest(rawValue: $0.events))
    }
  }
}
