import DequeModule
import HashCore
import Logging
import MatchProtocol
import Matcher
import Platform

/// Works on jobs, one after the other, on one thread.
///
/// A picture is judged in one go. A look-up is worked on step by step: after each of them it goes back to the
/// event loop if others wait for a worker, or if enough of its reply is there to be sent.
final class RequestWorker {
  private let context: ServiceContext
  private let isAwaited: () -> Bool
  private lazy var judge = PictureJudge(hasher: context.makeHasher())

  /// Bytes of a reply that are worth sending before the rest is there.
  private static let partByteCount = 256 << 10

  /// - Parameter isAwaited: whether others wait for a worker.
  init(_ context: ServiceContext, isAwaited: @escaping () -> Bool) {
    self.context = context
    self.isAwaited = isAwaited
  }

  /// Works on the jobs of a group in their order; only the last of them may be left unfinished.
  func work(on group: consuming JobGroup) -> WorkReport {
    let start = Clock.microseconds
    var report = WorkReport(connection: group[0].asker.connection, kind: group[0].kind)
    while var job = group.popFirst() {
      // Whoever is gone takes no reply; what the job holds ends with it.
      if job.presence.isGone { continue }
      let answer = proceed(&job, mayPause: group.isEmpty)
      report.answers.append(answer)
      if !answer.isLast { report.unfinished = consume job }
    }
    report.microseconds = Clock.microseconds - start
    return report
  }

  /// Works on one job to its end.
  func answer(_ job: inout Job) -> Answer { proceed(&job, mayPause: false) }

  private func proceed(_ job: inout Job, mayPause: Bool) -> Answer {
    do throws(ProtocolError) {
      switch job.work {
      case .lookup(let lookup):
        if let run = job.run.take() { return try proceed(with: run, &job, mayPause) }
        return try proceed(with: try begin(lookup, job), &job, mayPause)
      case .scan(let picture, let keys):
        let loaded = try index(for: job)
        return Answer(asker: job.asker, bytes: try scan(picture, keys, loaded, &job))
      }
    } catch {
      var encoder = ResponseEncoder(tag: job.asker.tag)
      encoder.error(error)
      context.counters.update { $0.errors[error.code, default: 0] += 1 }
      return Answer(asker: job.asker, bytes: encoder.bytes)
    }
  }

  /// What a job is answered from that is worked on for the first time.
  private func index(for job: borrowing Job) throws(ProtocolError) -> LoadedIndex {
    let waited = (Clock.microseconds - job.arrival) / 1000
    guard waited < context.configuration.timeouts.queue else { throw .waitedTooLong(milliseconds: waited) }
    guard let loaded = context.holder.loaded else { throw .notReady }
    try loaded.checkUnchanged()
    return loaded
  }

  // MARK: Look-ups

  private func begin(_ lookup: LookupRequest, _ job: borrowing Job) throws(ProtocolError) -> LookupRun {
    let loaded = try index(for: job)
    let rules = context.rules
    let defaults = LookupOptions(search: rules.scanOptions.search)
    return LookupRun(
      lookup, defaults.overridden(by: lookup.keys), in: loaded,
      labels: rules.labels, isRestricted: job.isRestricted, tag: job.asker.tag, limits: rules.limits,
      deadline: Clock.microseconds + 1000 * context.configuration.timeouts.work)
  }

  /// - Throws: where the index was changed under the search; what was sent of the reply before is right, and
  ///   the error is its last line.
  private func proceed(
    with begun: consuming LookupRun, _ job: inout Job, _ mayPause: Bool
  ) throws(ProtocolError) -> Answer {
    var run = begun
    let before = run.tally.total
    while !run.isFinished && !job.presence.isGone {
      run.step { Clock.microseconds }
      try run.loaded.checkUnchanged()
      if mayPause && (isAwaited() || run.byteCount >= Self.partByteCount) { break }
    }
    note(run.takeSightings(since: before), among: run.tally.total - before, job)
    let isLast = run.isFinished
    if isLast { run.finish(with: count(run.tally, job, run.loaded) { $0.lookupMicroseconds.add($1) }) }
    let bytes = run.takeBytes()
    if !isLast { job.run = run }
    return Answer(asker: job.asker, bytes: bytes, isLast: isLast)
  }

  // MARK: Pictures

  private func scan(
    _ picture: Job.Picture, _ keys: ScanKeys, _ loaded: LoadedIndex, _ job: inout Job
  ) throws(ProtocolError) -> [UInt8] {
    let rules = context.rules
    let options = rules.scanOptions.overridden(by: keys)
    let found = try content(of: picture, &job.body, job.presence)
    context.counters.update { $0.filesSeen += 1 }
    let item = try judged(found, options, loaded, rules.labels, name: keys.name)
    note(ProbeWatch.Sighting(item, hash: item.picture?.hash?.value).map { [$0] } ?? [], among: 1, job)
    var tally = ItemTally()
    tally.add(item)
    var encoder = ResponseEncoder(
      tag: job.asker.tag, form: keys.form, isRestricted: job.isRestricted)
    encoder.item(job.isRestricted ? RestrictedRole.item(item, rules.labels) : item)
    encoder.ok(
      count(tally, job, loaded) {
        $0.files.add(tally)
        $0.scanMicroseconds.add($1)
      })
    return encoder.bytes
  }

  private func judged(
    _ found: Result<FileContent, FileError>, _ options: ScanOptions, _ loaded: LoadedIndex,
    _ labels: LabelMap, name: String?
  ) throws(ProtocolError) -> Item {
    switch found {
    case .failure(let error): return Item(index: 0, outcome: Item.Outcome(error))
    case .success(let content):
      let start = Clock.microseconds
      let judgement = judge.judge(content, in: loaded.index, options)
      do throws(ProtocolError) {
        try loaded.checkUnchanged()
      } catch {
        context.counters.update { $0.filesLost += 1 }
        throw error
      }
      let item = ReplyMapping(index: loaded.index, labels: labels).item(judgement, at: 0, name: name)
      let (format, duration) = (item.picture?.format ?? "none", Int(Clock.microseconds - start))
      context.counters.update { $0.pictureMicroseconds[format, default: Histogram()].add(duration) }
      return item
    }
  }

  /// What is judged of the picture, or why its file cannot be judged, which is an answer. What is no file at
  /// all is an error of the request.
  private func content(
    of picture: Job.Picture, _ body: inout Reservation, _ presence: Presence
  ) throws(ProtocolError) -> Result<FileContent, FileError> {
    switch picture {
    case .bytes(let bytes): return .success(.whole(bytes))
    case .file(let file): return try read(file, &body, presence, otherwise: .badRequest)
    case .path(let path):
      return try read(try context.folders.open(path), &body, presence, otherwise: .notAFile)
    }
  }

  /// - Parameter code: the error for what is no regular file.
  private func read(
    _ file: Descriptor, _ body: inout Reservation, _ presence: Presence, otherwise code: ErrorCode
  ) throws(ProtocolError) -> Result<FileContent, FileError> {
    let found: FileContent?
    do throws(FileError) {
      found = try content(of: file, within: &body, presence)
    } catch {
      if case .notRegular(let kind) = error {
        throw ProtocolError(code, "expected a regular file, found \(kind)")
      }
      return .failure(error)
    }
    guard let found else { throw .busy }
    return .success(found)
  }

  /// A file within the budget, or the digests of one that is too large for any; `nil` where the budget has no
  /// room.
  private func content(
    of file: Descriptor, within body: inout Reservation, _ presence: Presence
  ) throws(FileError) -> FileContent? {
    let limit = context.configuration.limits.bodyByteCountMax
    let byteCount = try FileBytes.byteCount(of: file)
    guard byteCount <= limit else {
      let end = Clock.milliseconds + context.configuration.timeouts.digests
      return try FileContent.read(file, byteCountMax: limit) {
        !presence.isGone && Clock.milliseconds < end
      }
    }
    guard body.resize(to: byteCount) else { return nil }
    let bytes = try FileBytes.read(file, byteCountMax: byteCount)
    body.shrink(to: bytes.count)
    return .whole(bytes)
  }

  // MARK: Endings

  /// Looks at what a client came near to.
  private func note(_ sightings: [ProbeWatch.Sighting], among count: Int, _ job: borrowing Job) {
    guard let client = job.client, context.rules.access.probeAlarm != .off else { return }
    guard context.probes.note(sightings, among: count, of: client, now: Clock.milliseconds) else { return }
    context.counters.update { $0.probeAlarms += 1 }
    context.logger.warning(
      "a client asks for many hashes near one entry", metadata: ["client": "\(client)"])
  }

  /// Counts what came out.
  /// - Returns: what the `OK` line says of it.
  private func count(
    _ tally: ItemTally, _ job: borrowing Job, _ loaded: LoadedIndex,
    _ addDuration: @escaping (inout ServiceCounters.Counts, Int) -> Void
  ) -> [Field] {
    let microseconds = Int(Clock.microseconds - job.arrival)
    context.counters.update {
      $0.items.add(tally)
      addDuration(&$0, microseconds)
    }
    let counts = [
      Field("n", "\(tally.total)"), Field("known", "\(tally.known)"),
      Field("unjudged", "\(tally.unjudgedCount)"), Field("errors", "\(tally.errors)"),
    ]
    return job.isRestricted ? counts : counts + loaded.fields + [Field("us", "\(microseconds)")]
  }
}
