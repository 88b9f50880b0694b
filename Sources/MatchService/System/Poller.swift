import CSystem
import Glibc

/// Says which of many descriptors can be read or written.
struct Poller {
  struct Interest: OptionSet, Equatable {
    let rawValue: UInt32
    static let reading = Interest(rawValue: CSYSTEM_READABLE)
    static let writing = Interest(rawValue: CSYSTEM_WRITABLE)
    /// The peer is gone; reported whether it was asked for or not.
    static let hangup = Interest(rawValue: CSYSTEM_HANGUP)
  }

  struct Event {
    var token: UInt64
    var ready: Interest
  }

  private let epoll: Descriptor
  private var found = [csystem_event](repeating: csystem_event(), count: 64)

  init() throws(SystemError) {
    let number = csystem_epoll_create()
    guard number >= 0 else { throw SystemError("epoll_create") }
    epoll = Descriptor(owning: number)
  }

  func add(_ descriptor: Descriptor, token: UInt64, _ interest: Interest) throws(SystemError) {
    let code = epoll.use { epoll in
      descriptor.use { csystem_epoll_add(epoll, $0, token, interest.rawValue) }
    }
    guard code == 0 else { throw SystemError("epoll_ctl") }
  }

  func change(_ descriptor: Descriptor, token: UInt64, _ interest: Interest) {
    _ = epoll.use { epoll in
      descriptor.use { csystem_epoll_change(epoll, $0, token, interest.rawValue) }
    }
  }

  func remove(_ descriptor: Descriptor) {
    _ = epoll.use { epoll in descriptor.use { csystem_epoll_remove(epoll, $0) } }
  }

  /// What is ready, after at most `timeout` milliseconds.
  mutating func wait(timeout: Int32) -> [Event] {
    // SAFETY: the call writes at most `found.count` events.
    let count = epoll.use { unsafe csystem_epoll_wait($0, &found, Int32(found.count), timeout) }
    return found.prefix(max(0, Int(count))).map {
      Event(token: $0.token, ready: Interest(rawValue: $0.events))
    }
  }
}
