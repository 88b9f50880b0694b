import Glibc
import Platform

/// The sockets that connections come in by, and what the poller watches of them.
struct ListenerSet {
  struct Listener {
    let id: UInt64
    let socket: ListeningSocket
    let role: Connection.Role
    let isTCP: Bool
  }

  private let poller: Poller
  private var listeners: [UInt64: Listener] = [:]

  init(_ poller: Poller) { self.poller = poller }

  subscript(id: UInt64) -> Listener? { listeners[id] }

  mutating func insert(_ listener: Listener) throws(SystemError) {
    try poller.add(listener.socket.descriptor, token: listener.id, .reading)
    listeners[listener.id] = listener
  }

  /// The next connection that waits, if one does. Without descriptors to spare the listener rests until it is
  /// woken.
  func accept(from listener: Listener) -> StreamSocket? {
    do throws(SystemError) {
      let socket = try listener.socket.accept()
      if listener.isTCP { socket.sendAtOnce() }
      return socket
    } catch {
      let isExhausted = error.code == EMFILE || error.code == ENFILE
      if isExhausted { poller.change(listener.socket.descriptor, token: listener.id, []) }
      return nil
    }
  }

  /// Lets listeners that rest try again.
  func wake() {
    for listener in listeners.values {
      poller.change(listener.socket.descriptor, token: listener.id, .reading)
    }
  }

  /// Takes no connection any more.
  mutating func removeAll() {
    for listener in listeners.values { poller.remove(listener.socket.descriptor) }
    listeners = [:]
  }
}
