import DequeModule
import HashCore
import MatchProtocol
import Matcher
import Platform

/// Answers jobs, one after the other, on one thread.
final class RequestWorker {
  private let context: ServiceContext
  private let judge: PictureJudge

  init(_ context: ServiceContext) {
    self.context = context
    let hasher = PictureHasher(
      kernels: context.configuration.kernels, limits: context.configuration.decodeLimits)
    judge = PictureJudge(hasher: hasher)
  }

  /// Answers the jobs of a group in their order; each ends with its answer.
  func answer(_ group: consuming JobGroup) -> [Answer] {
    var answers: [Answer] = []
    while let job = group.popFirst() { answers.append(answer(job)) }
    return answers
  }

  private func answer(_ job: consuming Job) -> Answer {
    let asker = job.asker
    var encoder = ResponseEncoder(tag: asker.tag)
    do throws(ProtocolError) {
      try checkWaitingTime(since: job.arrival)
      guard let loaded = context.holder.loaded else { throw ProtocolError.notReady }
      switch job.work {
      case .lookup(let lookup): look(up: lookup, since: job.arrival, loaded, &encoder)
      case .scan(let picture, let keys):
        try scan(picture, keys, since: job.arrival, loaded, &job.body, &encoder)
      }
    } catch {
      encoder = ResponseEncoder(tag: asker.tag)
      encoder.error(error)
      context.counters.update { $0.errors[error.code, default: 0] += 1 }
    }
    return Answer(asker: asker, bytes: encoder.bytes)
  }

  private func checkWaitingTime(since arrival: UInt64) throws(ProtocolError) {
    let waited = (Clock.microseconds - arrival) / 1000
    guard waited < context.configuration.timeouts.queue else {
      throw ProtocolError(.timeout, "waited \(waited) ms for its turn")
    }
  }

  private func look(
    up lookup: LookupRequest, since arrival: UInt64, _ loaded: LoadedIndex,
    _ encoder: inout ResponseEncoder
  ) {
    let defaults = LookupOptions(search: context.configuration.scanOptions.search)
    let options = defaults.overridden(by: lookup.keys)
    let judge = QueryJudge(index: loaded.index, options: options)
    var tally = ItemTally()
    let mapping = ReplyMapping(index: loaded.index)
    judge.forEachJudgement(on: lookup.queries) { judgement in
      let item = mapping.item(judgement, at: tally.total)
      tally.add(item)
      if case .unknown(let nearest) = item.outcome, nearest.isEmpty, lookup.leavesOutUnknown { return }
      encoder.item(item)
    }
    finish(tally, since: arrival, loaded, &encoder) { $0.lookupMicroseconds.add($1) }
  }

  private func scan(
    _ picture: Job.Picture, _ keys: ScanKeys, since arrival: UInt64, _ loaded: LoadedIndex,
    _ body: inout BodyReservation, _ encoder: inout ResponseEncoder
  ) throws(ProtocolError) {
    let options = context.configuration.scanOptions.overridden(by: keys)
    let item: Item
    switch try content(of: picture, &body) {
    case .success(let content):
      let judgement = judge.judge(content, in: loaded.index, options)
      item = ReplyMapping(index: loaded.index).item(judgement, at: 0, name: keys.name)
    case .failure(let error): item = Item(index: 0, outcome: Item.Outcome(error))
    }
    var tally = ItemTally()
    tally.add(item)
    encoder.item(item)
    finish(tally, since: arrival, loaded, &encoder) { $0.scanMicroseconds.add($1) }
  }

  /// What is judged of the picture, or why its file cannot be judged, which is an answer. What is no file at
  /// all is an error of the request.
  private func content(
    of picture: Job.Picture, _ body: inout BodyReservation
  ) throws(ProtocolError) -> Result<FileContent, FileError> {
    switch picture {
    case .bytes(let bytes): return .success(.whole(bytes))
    case .file(let file): return try read(file, &body)
    case .path(let path): return try read(try context.folders.open(path), &body)
    }
  }

  private func read(
    _ file: Descriptor, _ body: inout BodyReservation
  ) throws(ProtocolError) -> Result<FileContent, FileError> {
    let found: FileContent?
    do throws(FileError) {
      found = try content(of: file, within: &body)
    } catch {
      if case .notRegular(let kind) = error {
        throw ProtocolError(.badRequest, "expected a regular file, found \(kind)")
      }
      return .failure(error)
    }
    guard let found else { throw .busy }
    return .success(found)
  }

  /// A file within the budget, or the digests of one that is too large for any; `nil` where the budget has no
  /// room.
  private func content(
    of file: Descriptor, within body: inout BodyReservation
  ) throws(FileError) -> FileContent? {
    let limit = context.configuration.limits.bodyByteCountMax
    let byteCount = try FileBytes.byteCount(of: file)
    guard byteCount <= limit else { return try FileContent.read(file, byteCountMax: limit) }
    guard body.resize(to: byteCount) else { return nil }
    let bytes = try FileBytes.read(file, byteCountMax: byteCount)
    body.shrink(to: bytes.count)
    return .whole(bytes)
  }

  /// The `OK` line, with what was counted.
  private func finish(
    _ tally: ItemTally, since arrival: UInt64, _ loaded: LoadedIndex, _ encoder: inout ResponseEncoder,
    _ addDuration: @escaping (inout ServiceCounters.Counts, Int) -> Void
  ) {
    let microseconds = Int(Clock.microseconds - arrival)
    context.counters.update {
      $0.items.add(tally)
      addDuration(&$0, microseconds)
    }
    encoder.ok([
      Field("n", "\(tally.total)"), Field("known", "\(tally.known)"),
      Field("unjudged", "\(tally.unjudgedCount)"), Field("errors", "\(tally.errors)"),
      Field("generation", "\(loaded.generation)"), Field("us", "\(microseconds)"),
    ])
  }
}
