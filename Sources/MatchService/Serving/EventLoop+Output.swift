import MatchProtocol
import Platform

extension EventLoop {
  /// Moves a connection on as far as it goes: finished replies out, further requests in. Ends with what the
  /// poller watches for being right, or with the connection gone.
  func advance(_ connection: Connection) {
    guard connections[connection.id] != nil else { return }
    var unreadCount = -1
    while unreadCount != connection.unread.count {
      unreadCount = connection.unread.count
      guard flush(connection) else { return drop(connection) }
      parse(connection)
    }
    settle(connection)
  }

  /// Sends what is next in order and finished; `false` if the peer is gone.
  private func flush(_ connection: Connection) -> Bool {
    for reply in connection.replies.takeFinished() {
      if connection.output.isEmpty { connection.lastOutput = now }
      connection.output.append(reply.bytes)
    }
    guard let byteCount = connection.output.send(to: connection.socket) else { return false }
    if byteCount > 0 {
      connection.lastOutput = now
      context.counters.update { $0.sentByteCount += byteCount }
    }
    return true
  }

  private func settle(_ connection: Connection) {
    if connection.isSettled { endIfDone(connection) }
    if connection.phase == .lingering && connection.inputEnded { return drop(connection) }
    watch(connection)
  }

  /// Nothing is owed to the client: does anything more come?
  private func endIfDone(_ connection: Connection) {
    switch connection.phase {
    case .lingering: break
    case .ending: linger(connection)
    case .open:
      if connection.inputEnded && connection.unread.isEmpty {
        connection.phase = .lingering
      } else if isDrained(connection) {
        linger(connection)
        connection.inputEnded = connection.socket.pendingByteCount == 0
      }
    }
  }

  /// Tells the client that this was all, and goes on receiving: closing with something unread would make the
  /// system throw away what the client has not read yet.
  private func linger(_ connection: Connection) {
    connection.socket.endSending()
    connection.phase = .lingering
    connection.lastInput = now
    connection.lastOutput = now
  }

  private func isDrained(_ connection: Connection) -> Bool {
    guard let drainOffset = connection.drainOffset else { return false }
    return connection.parser.requestStartOffset >= drainOffset
  }

  private func watch(_ connection: Connection) {
    var interest: Poller.Interest = []
    let takesInput = connection.phase != .open || (connection.unread.isEmpty && connection.mayParse(limits))
    if takesInput && !connection.inputEnded { interest.insert(.reading) }
    if !connection.output.isEmpty { interest.insert(.writing) }
    guard interest != connection.interest else { return }
    connection.interest = interest
    poller.change(connection.socket.descriptor, token: connection.id, interest)
  }
}
