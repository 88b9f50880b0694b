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

  /// Of the bodies that are arriving the slowest give way until there is room: a client that sends slowly, or
  /// not at all any more, takes nothing from those that do.
  func makeRoom(for connection: Connection) {
    while !connection.claimRoom() {
      let arriving = connections.all.filter { $0.role == connection.role && $0.arrivalRate(now: now) != nil }
      let slowest = arriving.min { $0.arrivalRate(now: now) ?? 0 < $1.arrivalRate(now: now) ?? 0 }
      let loser = slowest ?? connection
      loser.giveWay()
      if loser === connection { return }
    }
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
