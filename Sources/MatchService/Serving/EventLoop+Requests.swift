import MatchProtocol
import Platform

extension EventLoop {
  /// Takes up one request: answers it here, or lets it wait for a worker.
  func accept(_ event: RequestParser.Event, _ connection: Connection) {
    let number = connection.replies.open()
    let file = takeFile(for: event, connection)
    do throws(ProtocolError) {
      let request = try request(of: event, connection)
      try check(file, for: request)
      context.counters.update { $0.requests[Verb(request), default: 0] += 1 }
      switch request {
      case .lookup(let lookup): try enqueue(.lookup(lookup), event, number, connection)
      case .scan(let scan): try enqueue(.scan(scan, file: file), event, number, connection)
      case .control(let control): try answerHere(control, event.tag, number, connection)
      }
    } catch {
      refuse(number, event.tag, error, connection)
    }
    context.budget.release(connection.parsedBodyByteCount)
    connection.parsedBodyByteCount = 0
  }

  private func request(
    of event: RequestParser.Event, _ connection: Connection
  ) throws(ProtocolError) -> Request {
    if let drainOffset = connection.drainOffset, event.startOffset >= drainOffset {
      throw ProtocolError(.draining, "the server is stopping")
    }
    switch event.content {
    case .request(let request): return request
    case .rejected(let error): throw error
    }
  }

  /// The descriptor that came with this request; whatever else came with it is closed.
  private func takeFile(for event: RequestParser.Event, _ connection: Connection) -> Descriptor? {
    guard let first = connection.files.first else { return nil }
    var isTaken = first.endOffset <= event.endOffset
    if case .request(.scan(let scan)) = event.content, scan.source == .descriptor { isTaken = true }
    guard isTaken else { return nil }
    connection.files.removeFirst()
    connection.files.removeAll { $0.endOffset <= event.endOffset }
    return first.file
  }

  private func check(_ file: Descriptor?, for request: Request) throws(ProtocolError) {
    var wantsFile = false
    if case .scan(let scan) = request { wantsFile = scan.source == .descriptor }
    if wantsFile && file == nil {
      throw ProtocolError(.descriptorMissing, "expected a descriptor with SCAN fd, found none")
    }
    if !wantsFile && file != nil {
      throw ProtocolError(.descriptorUnexpected, "expected descriptors with SCAN fd alone, found one here")
    }
  }

  private func enqueue(
    _ work: Job.Work, _ event: RequestParser.Event, _ number: Int, _ connection: Connection
  ) throws(ProtocolError) {
    guard context.budget.reserve(work.bodyByteCount) else { throw .busy }
    connection.pendingBodyByteCount += work.bodyByteCount
    connection.waiting.append(
      Job(
        connection: connection.id, number: number, tag: event.tag, work: work, arrival: Clock.microseconds,
        bodyByteCount: work.bodyByteCount))
    if connection.waiting.count == 1 { turns.append(connection.id) }
  }

  func refuse(_ number: Int, _ tag: String?, _ error: ProtocolError, _ connection: Connection) {
    var encoder = ResponseEncoder(tag: tag)
    encoder.error(error)
    reply(number, encoder, connection, endsConnection: error.closesConnection)
    context.counters.update { $0.errors[error.code, default: 0] += 1 }
  }

  func reply(
    _ number: Int, _ encoder: ResponseEncoder, _ connection: Connection, endsConnection: Bool = false
  ) {
    connection.replies.fill(
      number, with: ReplyQueue.Reply(bytes: encoder.bytes, endsConnection: endsConnection))
    if endsConnection { connection.phase = .ending }
  }
}

extension Job.Work {
  /// Bytes that the request brought along.
  var bodyByteCount: Int {
    switch self {
    case .lookup(let lookup): lookup.queries.bytes.count
    case .scan(let scan, _): if case .bytes(let bytes) = scan.source { bytes.count } else { 0 }
    }
  }
}
