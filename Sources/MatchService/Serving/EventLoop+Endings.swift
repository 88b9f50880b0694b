import Logging
import MatchProtocol
import Platform

/// Deadlines and the orderly end.
extension EventLoop {
  func checkDeadlines() {
    wakeListeners()
    for connection in Array(connections.values) {
      if isOverdue(connection) {
        context.counters.update { $0.connectionsTimedOut += 1 }
        drop(connection)
      } else if isStalled(connection), connection.parsedBodyByteCount > 0 {
        refuseUnfinished(connection, ProtocolError(.timeout, "the rest of the request did not come"))
      }
    }
  }

  /// Whether a connection has been waited for long enough.
  private func isOverdue(_ connection: Connection) -> Bool {
    let sinceInput = now - min(now, connection.lastInput)
    let sinceOutput = now - min(now, connection.lastOutput)
    switch connection.phase {
    case .lingering: return sinceInput > timeouts.linger || sinceOutput > 12 * timeouts.linger
    case .ending, .open:
      if !connection.output.isEmpty { return sinceOutput > timeouts.write }
      guard connection.replies.count == 0 else { return false }
      if isDraining && sinceInput > timeouts.linger { return true }
      return min(sinceInput, sinceOutput) > timeouts.idle
    }
  }

  private func isStalled(_ connection: Connection) -> Bool {
    connection.interest.contains(.reading) && now - min(now, connection.lastInput) > timeouts.request
  }

  /// Stops taking connections and requests; what was asked up to now is answered.
  func beginDrain() {
    guard !isDraining else { return }
    logger.info("draining", metadata: ["connections": "\(connections.count)"])
    drainDeadline = now + timeouts.drain
    for listener in listeners.values { poller.remove(listener.socket.descriptor) }
    listeners = [:]
    for connection in Array(connections.values) {
      connection.drainOffset = connection.receivedByteCount + connection.socket.pendingByteCount
      advance(connection)
    }
  }

  func endIfDrained() {
    guard let drainDeadline, outcome == nil else { return }
    if connections.isEmpty || now >= drainDeadline { outcome = .success(()) }
  }
}
