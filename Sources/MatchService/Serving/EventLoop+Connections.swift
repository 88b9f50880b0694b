import Logging
import MatchProtocol
import Platform

/// How connections come in.
extension EventLoop {
  /// Takes the connections that wait, as long as there is room and descriptors last.
  func acceptConnections(from listener: ListenerSet.Listener) {
    for _ in 0..<Self.acceptCountMax {
      guard let socket = listeners.accept(from: listener) else { return }
      let limit = connectionCountMax(of: listener.role)
      if connections.count(of: listener.role) < limit || makePlace(for: socket, from: listener) {
        open(socket, from: listener)
      } else {
        turnAway(socket, limit: limit)
      }
    }
  }

  /// Admins have connections of their own, which readers cannot use up.
  private func connectionCountMax(of role: Connection.Role) -> Int {
    switch role {
    case .reader: context.rules.connectionCountMax
    case .admin: ServiceConfiguration.adminConnectionCountMax
    }
  }

  /// Closes a connection that has been idle longest, of the peer that has most, where that is more than the
  /// newcomer's peer has: one peer's connections keep no other's out.
  private func makePlace(for socket: StreamSocket, from listener: ListenerSet.Listener) -> Bool {
    let newcomer = Peer(socket, isTCP: listener.isTCP)
    guard let idle = connections.longestIdle(of: listener.role, besides: newcomer) else { return false }
    connections.remove(idle)
    context.counters.update { $0.connectionsTimedOut += 1 }
    return true
  }

  private func open(_ socket: StreamSocket, from listener: ListenerSet.Listener) {
    let rules = context.rules
    let isRestricted =
      listener.role == .reader && rules.access.isRestricted(socket, isTCP: listener.isTCP)
    let connection = Connection(
      id: newID(), socket: socket, role: listener.role, isTCP: listener.isTCP, isRestricted: isRestricted,
      limits: rules.limits, budget: context.budget(for: listener.role), replies: replies,
      now: now)
    // Whoever calls anew for each request would else always be first.
    connection.use.add(useOfYoung.microseconds(at: now) / 4, at: now)
    connection.pictureUse.add(pictureUseOfYoung.microseconds(at: now) / 4, at: now)
    do throws(SystemError) {
      try connections.insert(connection)
    } catch {
      context.logger.warning("connection not taken", metadata: ["reason": "\(error)"])
      return
    }
    context.counters.update { $0.connectionsAccepted += 1 }
  }

  private func turnAway(_ socket: StreamSocket, limit: Int) {
    var encoder = ResponseEncoder(tag: nil)
    encoder.error(
      ProtocolError(.busy, "too many connections are open", fields: [Field("limit", "\(limit)")]))
    _ = socket.send(encoder.bytes[...])
    context.counters.update { $0.connectionsRefused += 1 }
  }
}
