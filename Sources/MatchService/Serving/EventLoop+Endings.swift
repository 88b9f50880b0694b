import Logging
import MatchProtocol
import Platform

/// How connections end, and the loop itself.
extension EventLoop {
  var isDraining: Bool { drainDeadline != nil }

  func checkDeadlines() {
    for connection in connections.all {
      if deadlines.arePast(for: connection, at: now, isDraining: isDraining) {
        context.counters.update { $0.connectionsTimedOut += 1 }
        connections.remove(connection)
      } else if reception.giveUpOverdue(on: connection) {
        agenda.add(connection.id)
      } else if deadlines.isRestPast(on: connection, at: now) {
        reception.abandonUnfinished(on: connection)
        agenda.add(connection.id)
      }
    }
  }

  /// Stops taking connections and requests; what was asked up to now is answered.
  func beginDrain() {
    guard !isDraining else { return }
    context.logger.info("draining", metadata: ["connections": "\(connections.count)"])
    context.configuration.tell(.stopping)
    drainDeadline = now + context.configuration.timeouts.drain
    listeners.removeAll()
    // The same moment for all: a client that sees another's connection end may ask nothing more.
    for connection in connections.all { connection.beginDrain() }
    for connection in connections.all { agenda.add(connection.id) }
  }

  func endIfDrained() {
    guard let drainDeadline, outcome == nil else { return }
    if connections.isEmpty || now >= drainDeadline { outcome = .success(()) }
  }
}
