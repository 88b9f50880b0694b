/// What goes to the workers, and what comes back.
extension EventLoop {
  /// Gives workers what is next, one group per turn of a peer and of its connection.
  func handOutWork() {
    for kind in Job.Kind.allCases {
      let pool = pools[kind]
      // A picture takes as long as it takes: who has had little of that time goes before who has had much.
      let use: (UInt64) -> UInt64 = { self.connections[$0]?.pictureUse.microseconds(at: self.now) ?? 0 }
      turns[kind]?.handOut(while: pool.hasRoom, use: kind == .picture ? use : nil) { id in
        guard let connection = connections[id], connection.hasWaiting(kind) else { return .over }
        guard let group = connection.nextGroup(kind) else { return .passed }
        pool.submit(group)
        return connection.hasWaiting(kind) ? .again : .over
      }
    }
  }

  /// Has others give way until what has arrived of this connection's body fits, or it gives way itself.
  func makeRoom(for connection: Connection) {
    while connection.lacksRoom && !connection.claimRoom() {
      if !makeRoom(beside: connection) { connection.giveWay() }
    }
  }

  /// Has the body give way that arrives slowest: a client that sends slowly, or not at all any more, takes
  /// nothing from those that do. Where none is arriving, the client that holds most gives way.
  /// - Returns: false where none can, or none holds more than this connection.
  func makeRoom(beside connection: Connection) -> Bool {
    let others = connections.all.filter { $0.role == connection.role }
    let arriving = others.compactMap { other in other.arrivalRate(now: now).map { (other, rate: $0) } }
    if let slowest = arriving.min(by: { $0.rate < $1.rate })?.0 {
      slowest.giveWay()
      return true
    }
    let holders = others.filter { $0.heldByteCount > connection.heldByteCount && $0.waitingCount > 0 }
    guard let most = holders.max(by: { $0.heldByteCount < $1.heldByteCount }) else { return false }
    roused.append(most.id)
    return reception.giveUpHeaviest(on: most)
  }

  func joinTurns(_ connection: Connection) {
    for kind in Job.Kind.allCases where connection.hasWaiting(kind) {
      turns[kind, default: PeerTurns()].join(connection.id, of: connection.peer)
    }
  }

  func deliver(_ report: consuming WorkReport) {
    if report.kind == .picture, let connection = connections[report.connection] {
      connection.pictureUse.add(report.microseconds, at: now)
      if isYoung(connection) { pictureUseOfYoung.add(report.microseconds, at: now) }
    }
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
