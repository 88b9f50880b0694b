import Cells
import HashCore
import Logging
import MatchProtocol
import Matcher

/// Answers the requests that need no worker, and those who asked for a new index.
struct ControlDesk {
  let context: ServiceContext
  let loader: IndexLoader

  struct Answer {
    var bytes: [UInt8]
    /// Whether nothing follows after this reply.
    var endsConnection = false
  }

  /// - Returns: `nil` where the answer is not known yet and comes through the mailbox.
  func answer(
    _ request: ControlRequest, _ asker: Asker, _ connection: Connection, _ situation: Situation
  ) throws(ProtocolError) -> Answer? {
    var encoder = ResponseEncoder(tag: asker.tag)
    var endsConnection = false
    switch request {
    case .ping: encoder.pong()
    case .hello: encoder.ok(greeting(connection))
    case .stats(let format):
      write(situation.families, as: format, &encoder)
    case .health:
      let fields = try health(situation)
      encoder.ok(connection.isRestricted ? Array(fields.prefix(1)) : fields)
    case .reload:
      try orderReload(asker, connection.role)
      return nil
    case .quit:
      encoder.ok()
      endsConnection = true
    }
    return Answer(bytes: encoder.bytes, endsConnection: endsConnection)
  }

  // MARK: The server itself

  private func greeting(_ connection: Connection) -> [Field] {
    let limits = context.rules.limits
    return [
      Field("server", "matchd/\(context.configuration.version)"),
      Field("proto", "\(ProtocolLimits.version)"),
    ] + (connection.isRestricted ? [] : [Field("generation", "\(context.holder.loaded?.generation ?? 0)")])
      + [
        Field("role", connection.isRestricted ? RestrictedRole.name : connection.role.rawValue),
        Field("max_line", "\(limits.lineByteCountMax)"),
        Field("max_batch", "\(limits.batchCountMax)"),
        Field("max_body", "\(limits.bodyByteCountMax)"),
        Field("max_body_total", "\(limits.bodyByteCountTotalMax)"),
        Field("max_inflight", "\(limits.inflightMax)"),
        Field("features", list: features(of: connection)),
      ]
  }

  private func features(of connection: Connection) -> [String] {
    let formats = context.cells?.formats ?? PictureFormat.decoded
    return MatchMethod.words + formats.map(\.name) + ["bytes"] + (connection.isTCP ? [] : ["fd"])
      + (context.configuration.allowedFolders.isEmpty || connection.isRestricted ? [] : ["path"])
  }

  /// Ready is who answers: not one whose requests wait for workers that do not come.
  private func health(_ situation: Situation) throws(ProtocolError) -> [Field] {
    guard let loaded = context.holder.loaded else { throw .notReady }
    guard situation.areCellsStarted else { throw .decodersStarting }
    let waited = situation.waitedMilliseconds
    guard waited <= context.configuration.timeouts.health else {
      throw ProtocolError(.notReady, "a request has waited \(waited) ms for a worker")
    }
    guard !situation.hasStuckWorker else {
      throw ProtocolError(.notReady, "a worker does not come back from a request")
    }
    try loaded.checkUnchanged()
    if let obstacle = context.obstacle { throw obstacle }
    return [
      Field("ready", "yes")
    ] + loaded.fields + [
      Field("age_s", "\(loaded.ageSeconds)"), Field("entries", "\(loaded.index.entryCount)"),
    ] + loaded.asOfField + [
      loaded.listField,
      Field("decode", context.rules.scanOptions.decode.rawValue),
      Field("isolation", context.cells == nil ? "off" : "on"),
    ] + (loaded.hasLostMost ? loss(of: loaded) : [])
  }

  private func write(_ families: [MetricFamily], as format: StatsFormat, _ encoder: inout ResponseEncoder) {
    let version = context.configuration.version
    let asOf = context.holder.loaded?.header.asOf ?? ""
    switch format {
    case .prometheus:
      let info = """
        # HELP matchd_info This build, and when the source lists were as the index has them.
        # TYPE matchd_info gauge
        matchd_info{version="\(version)",as_of="\(MetricFamily.escaped(asOf))"} 1

        """
      encoder.ok(body: Array((info + families.exposition).utf8))
    case .lines:
      encoder.stat("version", version)
      if !asOf.isEmpty { encoder.stat("index_as_of", PercentCoding.encode(asOf, .value)) }
      for stat in families.flatMap(\.stats) { encoder.stat(stat.key, "\(stat.value)") }
      encoder.ok()
    }
  }

  // MARK: Reloads

  private func orderReload(_ asker: Asker, _ role: Connection.Role) throws(ProtocolError) {
    guard role == .admin else { throw ProtocolError(.forbidden, "expected RELOAD on the admin socket") }
    loader.reload(for: asker)
  }

  /// Notes that a new index is in service.
  /// - Parameter needsRestart: settings that changed and were not taken up.
  /// - Returns: the reply to whoever asked for it.
  func indexOpened(_ generation: UInt64, needsRestart: [String], for asker: Asker?) -> [UInt8] {
    context.counters.update { $0.reloads += 1 }
    let loaded = context.holder.loaded
    let loss = loaded.map(loss(of:)) ?? []
    let fields =
      [Field("generation", "\(generation)"), Field("entries", "\(loaded?.index.entryCount ?? 0)")] + loss
    var metadata: Logger.Metadata = [:]
    for field in fields { metadata[field.key] = "\(field.value)" }
    if loaded?.hasLostMost == true {
      context.logger.warning("index opened: more than half of the entries are gone", metadata: metadata)
    } else if loaded?.index.entryCount == 0 {
      context.logger.warning("index opened: it has no entry, so that nothing is known", metadata: metadata)
    } else {
      context.logger.info("index opened", metadata: metadata)
    }
    if !needsRestart.isEmpty {
      context.logger.warning(
        "settings changed that hold after a restart",
        metadata: ["settings": "\(needsRestart.joined(separator: ","))"])
    }
    var encoder = ResponseEncoder(tag: asker?.tag)
    encoder.ok(fields + (needsRestart.isEmpty ? [] : [Field("needs_restart", list: needsRestart)]))
    return encoder.bytes
  }

  /// How the index in service compares with the one before it.
  private func loss(of loaded: LoadedIndex) -> [Field] {
    guard let before = loaded.entryCountBefore else { return [] }
    return [Field("entries_before", "\(before)")]
      + (loaded.hasLostMost ? [Field("warning", "lost_more_than_half")] : [])
  }

  /// Notes that the index in service stays, because the new one could not be opened.
  /// - Returns: the reply to whoever asked for it; nothing where nobody did.
  func indexRefused(_ error: SourceError, for asker: Asker?) -> [UInt8] {
    let message = context.obstacle == nil ? "index not replaced, the old one stays" : "nothing to answer from"
    guard let asker else {
      context.counters.update { $0.reloadFailures += 1 }
      context.logger.error("\(message)", metadata: ["reason": "\(error)"])
      return []
    }
    let id = context.counters.update {
      $0.reloadFailures += 1
      $0.internalErrors += 1
      $0.errors[.internal, default: 0] += 1
      return $0.internalErrors
    }
    context.logger.error("\(message)", metadata: ["id": "\(id)", "reason": "\(error)"])
    var encoder = ResponseEncoder(tag: asker.tag)
    encoder.error(ProtocolError(.internal, "\(error)", fields: [Field("id", "\(id)")]))
    return encoder.bytes
  }
}

extension ProtocolError {
  static let notReady = ProtocolError(.notReady, "the index is being loaded")
}
