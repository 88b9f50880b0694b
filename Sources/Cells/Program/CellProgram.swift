public import HashCore
public import Kernels
package import Platform

/// What a cell does: decodes what its parent lays before it, in a process with nothing in reach.
///
/// It has one thread and four descriptors: nothing behind 0 to 2, its channel to the parent, and at the start
/// the slot that pictures are laid in, which it maps for reading. It warms up, locks itself down, says so,
/// and answers questions until the parent hangs up.
public enum CellProgram {
  /// Makes what decodes one picture. It is made anew for each, so that nothing of one picture is left to
  /// the next: what is freed is overwritten (`CellEnvironment`), and so is the memory that is kept.
  public typealias MakeHasher = (
    _ kernels: KernelTable, _ limits: DecodeLimits, _ memory: SampleMemory,
    _ tell: @escaping (HashedPart) -> Void
  ) -> any HashSource

  /// The argument by which the program is told to be a cell.
  public static let argument = "cell"

  static let channelNumber: Int32 = 3
  static let slotNumber: Int32 = 4

  /// Ends of a cell that was not asked for anything yet.
  private static let startedByHand: Int32 = 64
  private static let cannotStart: Int32 = 2

  public static func run() -> Never {
    run(taking: LockDown.Step.allCases) {
      PictureHasher(kernels: $0, limits: $1, memory: $2, telling: $3)
    }
  }

  /// What a worker program does: a cell that decodes formats of its own too.
  ///
  /// - Parameters:
  ///   - library: what decodes them, with its version.
  ///   - pictures: a tiny one of each of them.
  package static func run(
    decoding registry: DecoderRegistry, with library: String, warmingUp pictures: [[UInt8]]
  ) -> Never {
    run(taking: LockDown.Step.allCases, library: library, warmingUp: pictures) {
      PictureHasher(kernels: $0, limits: $1, memory: $2, registry: registry, telling: $3)
    }
  }

  /// - Parameters:
  ///   - steps: of the lock-down; only tests leave one out.
  ///   - library: of a worker program.
  ///   - pictures: that are decoded first, beside those of the formats that all cells decode.
  ///   - tellsCalls: whether a forbidden call is told by its number before the cell ends; only tests want it,
  ///     since it takes running on for a moment.
  package static func run(
    taking steps: [LockDown.Step], library: String = "", warmingUp pictures: [[UInt8]] = [],
    tellsCalls: Bool = false,
    _ makeHasher: @escaping MakeHasher
  ) -> Never {
    OwnProcess.setName("matchd-cell")
    let channel = MessageChannel(inherited: channelNumber)
    guard let bytes = channel.receive(byteCountMax: Introduction.byteCountMax),
      let introduction = try? Introduction(bytes: bytes), introduction.kernels.isSupported,
      let slot = try? MappedFile(Descriptor(owning: slotNumber))
    else { OwnProcess.end(startedByHand) }
    let kernels = KernelTable(level: introduction.kernels)
    let memory = SampleMemory()
    let warmUp = makeHasher(kernels, DecodeLimits(), memory) { _ in }
    guard WarmUp(pictures).isDone(by: warmUp) else { OwnProcess.end(cannotStart) }
    lockDown(steps, introduction, channel, tellsCalls: tellsCalls)
    guard channel.send(Readiness.ready(library: library).bytes) else { OwnProcess.end(0) }
    while let bytes = channel.receive(byteCountMax: Question.byteCountMax) {
      guard let question = try? Question(bytes: bytes), question.byteCount <= slot.byteCount else { break }
      let answer = answer(
        question, slot.bytes.extracting(0..<question.byteCount),
        makeHasher(kernels, introduction.limits, memory) { _ = channel.send(Answer.part($0).bytes) })
      memory.erase(keeping: CellEnvironment.keptByteCountMax)
      guard channel.send(answer.bytes) else { break }
    }
    OwnProcess.end(0)
  }

  private static func answer(_ question: Question, _ picture: RawSpan, _ hasher: any HashSource) -> Answer {
    do throws(DecodeError) {
      switch question.subject {
      case .hash(let request): return .hashes(try hasher.hash(picture, request))
      case .comparison: return .comparison(try hasher.comparison(picture))
      }
    } catch {
      return .failure(error)
    }
  }

  /// Takes every step, or ends the process: a cell that is not locked down is none.
  private static func lockDown(
    _ steps: [LockDown.Step], _ introduction: Introduction, _ channel: MessageChannel, tellsCalls: Bool
  ) {
    let mapped = (try? OwnProcess.mappedByteCount()) ?? 0
    let bounds = LockDown.Bounds(
      parent: introduction.parent, channel: channelNumber,
      mappedByteCountMax: mapped + introduction.memoryByteCount,
      processorSeconds: introduction.processorSeconds,
      lastWords: tellsCalls ? MessageChannel.framed(Answer.forbiddenCall(0).bytes) : nil)
    for step in OwnProcess.isSanitized ? [.parent] : steps {
      do throws(SystemError) {
        try LockDown.take(step, bounds)
      } catch {
        _ = channel.send(Readiness.refused(step, code: error.code).bytes)
        OwnProcess.end(cannotStart)
      }
    }
  }
}

extension KernelLevel {
  fileprivate var isSupported: Bool { Self.supported.contains(self) }
}
