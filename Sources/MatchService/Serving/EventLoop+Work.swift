/// What goes to the workers, and what comes back.
extension EventLoop {
  /// Gives workers what is next, one group per turn of a peer and of its connection.
  func handOutWork() {
    for kind in Job.Kind.allCases {
      let pool = pools[kind]
      turns[kind]?.handOut(while: pool.hasRoom) { id in
        guard let connection = connections[id], connection.hasWaiting(kind) else { return .over }
        guard let group = connection.nextGroup(kind) else { return .passed }
        pool.submit(group)
        return connection.hasWaiting(kind) ? .again : .over
      }
    }
  }

  /// Has bodies that are arriving give way until what has arrived of this connection's fits, or it gives way
  /// itself.
  func makeRoom(for connection: Connection) {
    while connection.lacksRoom && !connection.claimRoom() {
      if !makeRoom(among: connection.role) { connection.giveWay() }
    }
  }

  /// Has the body give way that arrives slowest: a client that sends slowly, or not at all any more, takes
  /// nothing from those that do.
  /// - Returns: false where none is arriving.
  func makeRoom(among role: Connection.Role) -> Bool {
    var slowest: (connection: Connection, rate: Int)?
    for connection in connections.all where connection.role == role {
      guard let rate = connection.arrivalRate(now: now) else { continue }
      if rate < slowest?.rate ?? .max { slowest = (connection, rate) }
    }
    slowest?.connection.giveWay()
    return slowest != nil
  }

  func joinTurns(_ connection: Connection) {
    for kind in Job.Kind.allCases where connection.hasWaiting(kind) {
      turns[kind, default: PeerTurns()].join(connection.id, of: connection.peer)
    }
  }

  func deliver(_ report: consuming WorkReport) {
    if let job = report.unfinished.take(), let connection = connections[job.asker.connection] {
      connection.takeBack(job)
      joinTurns(connection)
    }
    for answer in report.answers {
      guard let connection = connections[answer.asker.connection] else { continue }
      connection.take(answer)
      agenda.add(connection.id)
    }
  }
}
