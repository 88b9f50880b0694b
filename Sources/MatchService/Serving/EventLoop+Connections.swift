import Glibc
import Logging
import MatchProtocol
import Platform

/// A socket that connections come in by.
struct Listener {
  let id: UInt64
  let socket: ListeningSocket
  let role: Connection.Role
  let isTCP: Bool
}

extension EventLoop {
  func listen(on socket: ListeningSocket, as role: Connection.Role, isTCP: Bool = false) throws(SystemError) {
    let listener = Listener(id: newID(), socket: socket, role: role, isTCP: isTCP)
    try poller.add(socket.descriptor, token: listener.id, .reading)
    listeners[listener.id] = listener
  }

  /// Takes the connections that wait, as long as there is room and descriptors last.
  func accept(from listener: Listener) {
    while let socket = acceptOne(from: listener) {
      if connections.count >= context.configuration.connectionCountMax {
        refuse(socket)
      } else {
        open(socket, listener)
      }
    }
  }

  /// `nil` when none waits. Without descriptors to spare the listener rests until the next look at deadlines.
  private func acceptOne(from listener: Listener) -> StreamSocket? {
    do throws(SystemError) {
      return try listener.socket.accept()
    } catch {
      let isExhausted = error.code == EMFILE || error.code == ENFILE
      if isExhausted { poller.change(listener.socket.descriptor, token: listener.id, []) }
      return nil
    }
  }

  /// Lets listeners that rest try again.
  func wakeListeners() {
    for listener in listeners.values {
      poller.change(listener.socket.descriptor, token: listener.id, .reading)
    }
  }

  private func open(_ socket: StreamSocket, _ listener: Listener) {
    let connection = Connection(id: newID(), socket: socket, role: listener.role, limits: limits, now: now)
    if listener.isTCP { socket.sendAtOnce() }
    do throws(SystemError) {
      try poller.add(socket.descriptor, token: connection.id, .reading)
    } catch {
      logger.warning("connection not taken", metadata: ["reason": "\(error)"])
      return
    }
    connections[connection.id] = connection
    context.counters.update { $0.connectionsAccepted += 1 }
  }

  private func refuse(_ socket: StreamSocket) {
    var encoder = ResponseEncoder(tag: nil)
    let limit = context.configuration.connectionCountMax
    encoder.error(
      ProtocolError(.busy, "too many connections are open", fields: [Field("limit", "\(limit)")]))
    _ = socket.send(encoder.bytes[...])
    context.counters.update { $0.connectionsRefused += 1 }
  }

  /// Forgets a connection at once, with everything that nobody will take any more.
  func drop(_ connection: Connection) {
    poller.remove(connection.socket.descriptor)
    connections[connection.id] = nil
    context.budget.release(
      connection.parsedBodyByteCount + connection.waiting.reduce(0) { $0 + $1.bodyByteCount })
  }
}
