import HashCore
import Logging
import MatchProtocol
import Matcher
import Platform

/// What the workers share.
struct ServiceContext: Sendable {
  let configuration: ServiceConfiguration
  let holder: IndexHolder
  let budget: BodyBudget
  let counters: ServiceCounters
  let folders: AllowedFolders
  let logger: Logger
}

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

  func answer(_ job: Job) -> Answer {
    var encoder = ResponseEncoder(tag: job.tag)
    do throws(ProtocolError) {
      try checkWaitingTime(of: job)
      guard let loaded = context.holder.loaded else { throw ProtocolError.notReady }
      switch job.work {
      case .lookup(let lookup): look(up: lookup, job, loaded, &encoder)
      case .scan(let scan, let file): try self.scan(scan, file, job, loaded, &encoder)
      }
    } catch {
      encoder = ResponseEncoder(tag: job.tag)
      encoder.error(error)
      context.counters.update { $0.errors[error.code, default: 0] += 1 }
    }
    return Answer(
      connection: job.connection, number: job.number, bytes: encoder.bytes, bodyByteCount: job.bodyByteCount)
  }

  private func checkWaitingTime(of job: Job) throws(ProtocolError) {
    let waited = (Clock.microseconds - job.arrival) / 1000
    guard waited < context.configuration.timeouts.queue else {
      throw ProtocolError(.timeout, "waited \(waited) ms for its turn")
    }
  }

  private func look(
    up lookup: LookupRequest, _ job: Job, _ loaded: LoadedIndex, _ encoder: inout ResponseEncoder
  ) {
    let options = context.configuration.lookupOptions.overridden(by: lookup.keys)
    let judge = QueryJudge(index: loaded.index, options: options)
    var tally = ItemTally()
    let mapping = ReplyMapping(index: loaded.index)
    judge.forEachJudgement(on: lookup.queries) { judgement in
      let item = mapping.item(judgement, at: tally.total)
      tally.add(item)
      if case .unknown(let nearest) = item.outcome, nearest.isEmpty, lookup.leavesOutUnknown { return }
      encoder.item(item)
    }
    finish(tally, job, loaded, &encoder) { $0.lookupMicroseconds.add($1) }
  }

  private func scan(
    _ scan: ScanRequest, _ file: Descriptor?, _ job: Job, _ loaded: LoadedIndex,
    _ encoder: inout ResponseEncoder
  ) throws(ProtocolError) {
    let options = context.configuration.scanOptions.overridden(by: scan.keys)
    let item =
      switch scan.source {
      case .bytes(let bytes): judged(bytes, loaded, options, scan.keys.name)
      case .descriptor: try judgedFile(file, loaded, options, scan.keys.name)
      case .path(let path):
        try judgedFile(try context.folders.open(path), loaded, options, scan.keys.name)
      }
    var tally = ItemTally()
    tally.add(item)
    encoder.item(item)
    finish(tally, job, loaded, &encoder) { $0.scanMicroseconds.add($1) }
  }

  private func judged(_ bytes: [UInt8], _ loaded: LoadedIndex, _ options: ScanOptions, _ name: String?)
    -> Item
  {
    // SAFETY: single bytes have no padding, and the array outlives the span.
    let judgement = unsafe judge.judge(bytes.span.bytes, in: loaded.index, options)
    return ReplyMapping(index: loaded.index).item(judgement, at: 0, name: name)
  }

  /// Reads the file within the body budget and judges it. What is no file at all is an error of the request;
  /// a file that cannot be judged is an answer.
  private func judgedFile(
    _ file: Descriptor?, _ loaded: LoadedIndex, _ options: ScanOptions, _ name: String?
  ) throws(ProtocolError) -> Item {
    guard let file else { throw ProtocolError(.descriptorMissing, "expected a descriptor with SCAN fd") }
    switch read(file) {
    case .bytes(let bytes):
      defer { context.budget.release(bytes.count) }
      return judged(bytes, loaded, options, name)
    case .overBudget: throw .busy
    case .failed(.notRegular(let kind)):
      throw ProtocolError(.badRequest, "expected a regular file, found \(kind)")
    case .failed(let error): return Item(index: 0, outcome: Item.Outcome(error))
    }
  }

  private enum FileContent {
    /// Counted in the body budget until it is released.
    case bytes([UInt8])
    case overBudget
    case failed(FileError)
  }

  private func read(_ file: Descriptor) -> FileContent {
    let limit = context.configuration.limits.bodyByteCountMax
    do throws(FileError) {
      let byteCount = try FileBytes.byteCount(of: file)
      guard byteCount <= limit else { throw .tooLarge(limit: limit, found: byteCount) }
      return context.budget.reserve(byteCount) ? read(file, reserved: byteCount) : .overBudget
    } catch {
      return .failed(error)
    }
  }

  private func read(_ file: Descriptor, reserved byteCount: Int) -> FileContent {
    do throws(FileError) {
      let bytes = try FileBytes.read(file, byteCountMax: byteCount)
      context.budget.release(byteCount - bytes.count)
      return .bytes(bytes)
    } catch {
      context.budget.release(byteCount)
      return .failed(error)
    }
  }

  /// The `OK` line, with what was counted.
  private func finish(
    _ tally: ItemTally, _ job: Job, _ loaded: LoadedIndex, _ encoder: inout ResponseEncoder,
    _ addDuration: @escaping (inout ServiceCounters.Counts, Int) -> Void
  ) {
    let microseconds = Int(Clock.microseconds - job.arrival)
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

extension ProtocolError {
  static let notReady = ProtocolError(.notReady, "the index is being loaded")
  static let busy = ProtocolError(.busy, "too many bytes of bodies wait to be decoded")
}
