import Platform

/// The connections that are open, and what the poller watches of them.
struct ConnectionTable {
  private let poller: Poller
  private var connections: [UInt64: Connection] = [:]
  private var adminCount = 0

  init(_ poller: Poller) { self.poller = poller }

  var count: Int { connections.count }
  func count(of role: Connection.Role) -> Int { role == .admin ? adminCount : connections.count - adminCount }
  var isEmpty: Bool { connections.isEmpty }
  /// As they are at this moment: connections may be opened and removed while these are gone through.
  var all: [Connection] { Array(connections.values) }
  /// Requests that were taken up and not answered yet by a worker.
  var requestsWaiting: Int { connections.values.reduce(0) { $0 + $1.waitingCount + $1.workedOnCount } }

  /// Since when the oldest of those that no worker has waits; `.max` without any.
  var waitingSince: UInt64 { connections.values.reduce(.max) { min($0, $1.waitingSince) } }

  subscript(id: UInt64) -> Connection? { connections[id] }

  mutating func insert(_ connection: Connection) throws(SystemError) {
    try poller.add(connection.descriptor, token: connection.id, connection.interest)
    connections[connection.id] = connection
    if connection.role == .admin { adminCount += 1 }
  }

  /// Forgets a connection at once, with everything that nobody will take any more.
  mutating func remove(_ connection: Connection) {
    guard connections.removeValue(forKey: connection.id) != nil else { return }
    poller.remove(connection.descriptor)
    connection.presence.end()
    if connection.role == .admin { adminCount -= 1 }
  }

  /// The connection that has been idle longest, of the peer that has most of this role's connections; `nil`
  /// where it has none that is idle, or no more than one more than the newcomer's.
  func longestIdle(of role: Connection.Role, besides newcomer: Peer) -> Connection? {
    let groups = Dictionary(grouping: connections.values.filter { $0.role == role }, by: \.peer)
    guard let most = groups.max(by: { $0.value.count < $1.value.count }),
      most.value.count > (groups[newcomer]?.count ?? 0) + 1
    else { return nil }
    return most.value.filter(\.isIdle).min { $0.lastInput < $1.lastInput }
  }

  /// Has the poller watch for what the connection waits for now.
  func watch(_ connection: Connection, now: UInt64) {
    guard let interest = connection.changedInterest(now: now) else { return }
    poller.change(connection.descriptor, token: connection.id, interest)
  }
}
