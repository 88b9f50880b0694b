import HashCore
import Kernels
import Platform
import Synchronization

/// A parent's hold on one cell: its process, the channel to it and the slot that pictures are laid in.
///
/// One thread at a time has it, as the pool sees to.
final class Cell: Sendable {
  private let process: ChildProcess
  private let channel: MessageChannel
  private let slot: SharedMemory
  private let budget: PictureBudget
  /// Most parts of one file: one for each picture, and one for each that may hold others.
  private let partCountMax: Int
  private let answers = Atomic(0)
  private let told = Monitor("")

  /// How often a parent that waits looks at the clocks, in milliseconds.
  private static let tick: Int32 = 100
  /// How long a cell may take to get ready on a busy machine, in milliseconds.
  private static let startMilliseconds: UInt64 = 30_000

  /// Starts the process; `waitUntilReady` comes next.
  init(_ settings: CellSettings) throws(SystemError) {
    budget = settings.budget
    partCountMax = 2 * settings.limits.pictureCountMax + 2
    slot = try SharedMemory(named: "matchd-slot", byteCount: max(1, settings.limits.encodedByteCountMax))
    let (own, other) = try MessageChannel.pair(tick: Self.tick)
    channel = own
    process = try ChildProcess(
      settings.program, arguments: settings.arguments, environment: CellEnvironment.variables,
      descriptors: [other, try slot.readOnlyFile()])
    let introduction = Introduction(
      parent: OwnProcess.number, kernels: settings.kernels.level, limits: settings.limits,
      memoryByteCount: settings.limits.decodeByteCountMax + PictureBudget.slackByteCount,
      processorSeconds: CellSettings.processorSecondsMax + 2 * settings.budget.processorSecondsMax)
    // One that is gone already shows when its readiness is waited for.
    _ = channel.send(introduction.bytes)
  }

  /// Waits until the cell has locked itself down.
  /// - Throws: where it cannot; it has ended then.
  func waitUntilReady() throws(CellStartError) {
    let end = Clock.milliseconds + Self.startMilliseconds
    let bytes = channel.receive(byteCountMax: Readiness.byteCountMax) { Clock.milliseconds < end }
    guard let bytes, let readiness = try? Readiness(bytes: bytes) else {
      let death = self.end()
      throw CellStartError(death.found, isFromOutside: death.isFromOutside)
    }
    switch readiness {
    case .ready(let library): told.update { $0 = library }
    case .refused(let step, let code):
      _ = self.end()
      throw CellStartError("\(SystemError("lock down \(step)", code: code))")
    }
  }

  /// What it says that it decodes formats of its own with; empty for the program itself.
  var library: String { told.read { $0 } }

  /// Pictures that it has said something of.
  var pictureCount: Int { answers.load(ordering: .relaxed) }

  var hasHungUp: Bool { channel.hasHungUp }

  /// Processor time used so far, in seconds.
  var processorSeconds: Int { (process.processorMicroseconds ?? 0) / 1_000_000 }

  /// What the cell says of a picture, or how it died; it is gone then.
  /// - Parameter parts: what it has said of the file by then.
  func ask(
    _ subject: Question.Subject, _ picture: RawSpan, _ parts: inout HashedParts
  ) -> Result<Answer, CellDeath> {
    let question = Question(subject, byteCount: picture.byteCount)
    slot.write(picture)
    defer { slot.erase(picture.byteCount, keepingPages: CellEnvironment.keptByteCountMax) }
    let watch = Stopwatch(process, budget, byteCount: picture.byteCount)
    do throws(CellDeath) {
      guard channel.send(question.bytes) else { throw end() }
      var answer = try answer(to: question, watch)
      for _ in 0..<partCountMax {
        guard case .part(let part) = answer else { break }
        guard parts.add(part), parts.hashCount <= MessageReader.hashCountMax else { throw end(.nonsense) }
        answer = try self.answer(to: question, watch)
      }
      if case .forbiddenCall(let call) = answer { throw end(.forbiddenCall(call)) }
      if case .part = answer { throw end(.nonsense) }
      answers.wrappingAdd(1, ordering: .relaxed)
      return .success(answer)
    } catch {
      return .failure(error)
    }
  }

  private func answer(to question: Question, _ watch: Stopwatch) throws(CellDeath) -> Answer {
    var timeout: CellDeath?
    let bytes = channel.receive(byteCountMax: Answer.byteCountMax) {
      timeout = watch.timeout
      return timeout == nil
    }
    guard let bytes else { throw end(timeout) }
    guard let answer = try? Answer(bytes: bytes), answer.answers(question) else { throw end(.nonsense) }
    return answer
  }

  /// Kills the process and waits for its end: up to some tens of milliseconds for one that holds much memory.
  /// - Parameter reason: what is known already; otherwise the end itself tells, which our signal does not
  ///   change where it was under way.
  @discardableResult
  func end(_ reason: CellDeath? = nil) -> CellDeath {
    process.kill()
    let end = process.reap()
    return reason ?? CellDeath(end)
  }
}

/// Whether a picture's time is up.
private struct Stopwatch {
  private let process: ChildProcess
  private let processorStart: Int
  private let wallStart: UInt64
  private let secondsMax: Int

  init(_ process: ChildProcess, _ budget: PictureBudget, byteCount: Int) {
    self.process = process
    processorStart = process.processorMicroseconds ?? 0
    wallStart = Clock.microseconds
    secondsMax = budget.processorSecondsMax(forByteCount: byteCount)
  }

  var timeout: CellDeath? {
    let processor = (process.processorMicroseconds ?? processorStart) - processorStart
    if processor > secondsMax * 1_000_000 {
      return .timeout(clock: CellDeath.processor, secondsMax: secondsMax)
    }
    let wallSecondsMax = secondsMax * PictureBudget.wallFactor
    guard Clock.microseconds - wallStart > UInt64(wallSecondsMax) * 1_000_000 else { return nil }
    return .timeout(clock: CellDeath.wall, secondsMax: wallSecondsMax)
  }
}

/// Why no cell can be started.
public struct CellStartError: Error, Sendable, CustomStringConvertible {
  private let found: String
  /// Whether somebody killed the process while it started, so that the next start may well succeed.
  let isFromOutside: Bool

  init(_ found: String, isFromOutside: Bool = false) {
    self.found = found
    self.isFromOutside = isFromOutside
  }

  public var description: String {
    "expected to start a process that decodes pictures with nothing in reach, found: \(found)"
  }
}
