import HashCore
import Logging
import MatchProtocol
import Matcher

/// The requests that need no worker.
extension EventLoop {
  func answerHere(
    _ request: ControlRequest, _ tag: String?, _ number: Int, _ connection: Connection
  ) throws(ProtocolError) {
    var encoder = ResponseEncoder(tag: tag)
    switch request {
    case .hello: encoder.ok(greeting(connection))
    case .stats(let format): write(format, &encoder)
    case .health: encoder.ok(try health())
    case .quit:
      encoder.ok()
      return reply(number, encoder, connection, endsConnection: true)
    case .reload:
      return try orderReload(Asker(connection: connection.id, number: number, tag: tag), connection)
    case .ping: encoder.pong()
    }
    reply(number, encoder, connection)
  }

  private func greeting(_ connection: Connection) -> [Field] {
    [
      Field("server", "matchd/\(context.configuration.version)"),
      Field("proto", "\(ProtocolLimits.version)"),
      Field("generation", "\(context.holder.loaded?.generation ?? 0)"),
      Field("role", connection.role.rawValue),
      Field("max_line", "\(limits.lineByteCountMax)"),
      Field("max_batch", "\(limits.batchCountMax)"),
      Field("max_body", "\(limits.bodyByteCountMax)"),
      Field("max_body_total", "\(limits.bodyByteCountTotalMax)"),
      Field("max_inflight", "\(limits.inflightMax)"),
      Field("features", list: features),
    ]
  }

  private var features: [String] {
    MatchMethod.words + PictureFormat.decoded.map(\.name) + ["bytes", "fd"]
      + (context.configuration.allowedFolders.isEmpty ? [] : ["path"])
  }

  private func health() throws(ProtocolError) -> [Field] {
    guard let loaded = context.holder.loaded else { throw .notReady }
    return [
      Field("ready", "yes"), Field("generation", "\(loaded.generation)"),
      Field("age_s", "\(loaded.ageSeconds)"), Field("entries", "\(loaded.index.entryCount)"),
    ]
  }

  private func write(_ format: StatsFormat, _ encoder: inout ResponseEncoder) {
    let metrics = StatsReport(gauges: gauges, counts: context.counters.snapshot).metrics
    let version = context.configuration.version
    switch format {
    case .prometheus:
      encoder.ok(
        body: Array(
          ("# TYPE matchd_info gauge\nmatchd_info{version=\"\(version)\"} 1\n" + metrics.exposition).utf8))
    case .lines:
      encoder.stat("version", version)
      for metric in metrics { encoder.stat(metric.key, "\(metric.value)") }
      encoder.ok()
    }
  }

  private var gauges: StatsReport.Gauges {
    StatsReport.Gauges(
      uptimeSeconds: Int((now - startedAt) / 1000), isDraining: isDraining,
      connectionsOpen: connections.count,
      requestsWaiting: connections.values.reduce(0) { $0 + $1.waiting.count + $1.workedOnCount },
      bodyByteCountHeld: context.budget.heldByteCount, workerCount: context.configuration.workerCount,
      loaded: context.holder.loaded)
  }

  // MARK: Reload

  private func orderReload(_ asker: Asker, _ connection: Connection) throws(ProtocolError) {
    guard connection.role == .admin else {
      throw ProtocolError(.forbidden, "expected RELOAD on the admin socket")
    }
    loader.order(for: asker)
  }

  func indexOpened(_ generation: UInt64, _ asker: Asker?) {
    context.counters.update { $0.reloads += 1 }
    let entryCount = context.holder.loaded?.index.entryCount ?? 0
    logger.info("index opened", metadata: ["generation": "\(generation)", "entries": "\(entryCount)"])
    reply(to: asker) {
      $0.ok([Field("generation", "\(generation)"), Field("entries", "\(entryCount)")])
    }
  }

  /// Without any index yet there is nothing to serve; otherwise the old one stays.
  func indexFailed(_ error: IndexError, _ asker: Asker?) {
    guard context.holder.loaded != nil else {
      outcome = .failure(.index(error))
      return
    }
    let id = context.counters.update {
      $0.reloadFailures += 1
      $0.internalErrors += 1
      return $0.internalErrors
    }
    logger.error("index not replaced, the old one stays", metadata: ["id": "\(id)", "reason": "\(error)"])
    let failure = ProtocolError(.internal, "\(error)", fields: [Field("id", "\(id)")])
    context.counters.update { $0.errors[.internal, default: 0] += 1 }
    reply(to: asker) { $0.error(failure) }
  }

  private func reply(to asker: Asker?, _ write: (inout ResponseEncoder) -> Void) {
    guard let asker, let connection = connections[asker.connection] else { return }
    var encoder = ResponseEncoder(tag: asker.tag)
    write(&encoder)
    reply(asker.number, encoder, connection)
    advance(connection)
  }
}
