import MatchProtocol
import Platform

/// Decides what becomes of a request that has arrived: it is refused, answered at once, or waits for a
/// worker.
struct Reception {
  let context: ServiceContext
  let desk: ControlDesk
  let quickDesk: QuickDesk
  let ledger = QuotaLedger()

  /// Takes up one request.
  /// - Parameter makeRoom: has others give way that hold more; false where none does.
  func accept(
    _ request: consuming ReceivedRequest, on connection: Connection, situation: Situation,
    makeRoom: () -> Bool
  ) {
    let asker = connection.openReply(tag: request.tag)
    do throws(ProtocolError) {
      let asked = try Self.request(in: request.content)
      if connection.isRestricted { try RestrictedRole.check(asked) }
      let checked = try CheckedRequest(asked, request.file)
      context.counters.update { $0.requests[Verb(asked), default: 0] += 1 }
      switch checked {
      case .work(let work):
        if case .scan = work, !situation.areCellsStarted { throw .decodersStarting }
        try charge(work, connection)
        while !request.body.resize(to: work.bodyByteCount) {
          guard makeRoom() else { throw .busy }
        }
        var job = Job(
          asker: asker, work: work, arrival: Clock.microseconds, body: request.body,
          filePlace: try filePlace(for: work), presence: connection.presence,
          client: connection.role == .admin ? nil : connection.peer, isRestricted: connection.isRestricted)
        if connection.asksOneAtATime, let answer = quickDesk.answer(&job) {
          connection.reply(answer.bytes, to: asker)
        } else {
          connection.enqueue(job)
        }
      case .control(let control):
        let answer = try desk.answer(control, asker, connection, situation)
        if let answer { connection.reply(answer.bytes, to: asker, endsConnection: answer.endsConnection) }
      }
    } catch {
      refuse(asker, error, connection)
    }
  }

  /// - Throws: `BUSY` where the client has used up its quota, or was noticed feeling for an entry. Admins
  ///   have no quota.
  private func charge(_ work: Job.Work, _ connection: Connection) throws(ProtocolError) {
    guard connection.role != .admin else { return }
    let (access, now) = (context.rules.access, Clock.milliseconds)
    let pause = access.probeAlarm == .busy ? context.probes.pause(for: connection.peer, now: now) : nil
    let refusal =
      pause.map { QuotaLedger.Refusal(kind: .probe, pause: $0) }
      ?? ledger.charge(work.queryCount, to: connection.peer, access.quota, now: now)
    guard let refusal else { return }
    context.counters.update { $0.quotaRefusals[refusal.kind, default: 0] += 1 }
    throw ProtocolError(refusal)
  }

  /// - Throws: where too many descriptors wait already; this one is closed.
  private func filePlace(for work: Job.Work) throws(ProtocolError) -> Reservation? {
    guard case .scan(.file, _) = work else { return nil }
    var place = Reservation(in: context.files)
    guard place.resize(to: 1) else {
      throw ProtocolError(
        .busy,
        "expected at most \(context.files.limit) descriptors that wait to be read, found them all in use")
    }
    return place
  }

  /// Answers a request whose rest did not come, and ends the connection: what may still follow is not to be
  /// taken for requests.
  func abandonUnfinished(on connection: Connection) {
    let timeouts = context.configuration.timeouts
    let (pause, whole) = (timeouts.request / 1000, timeouts.wholeRequest / 1000)
    let message = "expected the rest of a request within \(pause) s and all of it within \(whole) s"
    refuse(
      connection.abandonUnfinished(), ProtocolError(.timeout, message, closesConnection: true), connection)
  }

  /// Answers what has waited too long for a worker; it is answered when it is due, in its place.
  /// - Returns: whether anything had.
  func giveUpOverdue(on connection: Connection) -> Bool {
    let timeout = context.configuration.timeouts.queue
    let now = Clock.microseconds
    guard now > 1000 * timeout else { return false }
    var isAny = false
    while let job = connection.popOverdue(now - 1000 * timeout) {
      refuse(job.asker, .waitedTooLong(milliseconds: (now - job.arrival) / 1000), connection)
      isAny = true
    }
    return isAny
  }

  /// Refuses a request that waits, for the sake of others that hold less.
  /// - Returns: false where there is none.
  func giveUpHeaviest(on connection: Connection) -> Bool {
    guard let job = connection.popHeaviest() else { return false }
    refuse(job.asker, .busy, connection)
    return true
  }

  private static func request(in content: RequestParser.Content) throws(ProtocolError) -> Request {
    switch content {
    case .request(let request): return request
    case .rejected(let error): throw error
    }
  }

  private func refuse(_ asker: Asker, _ error: ProtocolError, _ connection: Connection) {
    var encoder = ResponseEncoder(tag: asker.tag)
    encoder.error(error)
    connection.reply(encoder.bytes, to: asker, endsConnection: error.closesConnection)
    context.counters.update { $0.errors[error.code, default: 0] += 1 }
  }
}

/// A request, with the descriptor that it asks for where it asks for one, and never with another.
private enum CheckedRequest {
  case work(Job.Work)
  case control(ControlRequest)

  init(_ request: Request, _ file: Descriptor?) throws(ProtocolError) {
    switch (request, file) {
    case (.lookup(let lookup), nil): self = .work(.lookup(lookup))
    case (.scan(let scan), let file): self = .work(.scan(try Job.Picture(scan.source, file), scan.keys))
    case (.control(let control), nil): self = .control(control)
    case (.lookup, _?), (.control, _?): throw .unexpectedDescriptor
    }
  }
}

extension Job.Work {
  /// Queries and pictures.
  fileprivate var queryCount: Int {
    switch self {
    case .lookup(let lookup): lookup.queries.count
    case .scan: 1
    }
  }
}

extension Job.Picture {
  fileprivate init(_ source: ScanRequest.Source, _ file: Descriptor?) throws(ProtocolError) {
    switch (source, file) {
    case (.bytes(let bytes), nil): self = .bytes(bytes)
    case (.path(let path), nil): self = .path(path)
    case (.descriptor, let file?): self = .file(file)
    case (.descriptor, nil):
      throw ProtocolError(.descriptorMissing, "expected a descriptor with SCAN fd, found none")
    case (.bytes, _?), (.path, _?): throw .unexpectedDescriptor
    }
  }
}

extension ProtocolError {
  static func waitedTooLong(milliseconds: UInt64) -> ProtocolError {
    ProtocolError(.timeout, "waited \(milliseconds) ms for its turn")
  }

  static let decodersStarting = ProtocolError(.notReady, "what decodes pictures is being started")

  static let busy = ProtocolError(.busy, "too many bytes of bodies wait to be decoded")

  fileprivate static let unexpectedDescriptor = ProtocolError(
    .descriptorUnexpected, "expected descriptors with SCAN fd alone, found one here")
}
