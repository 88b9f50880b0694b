import ArgumentParser
import Cells
import HashCore
import Platform

extension DecodeMode: ExpressibleByArgument {}

/// How pictures are decoded, and what decoding one may take.
struct DecodeArguments: ParsableArguments {
  /// One mebibyte to one tebibyte.
  static let memoryRange = 1...1_048_576
  static let secondsRange = 1...3600

  static let memoryHelp = ArgumentHelp(
    "Memory for decoding one picture (default: \(DecodeLimits().decodeByteCountMax >> 20)).",
    valueName: "mebibytes")
  static let secondsHelp = ArgumentHelp(
    "Processor time for a picture, more for large files (default: \(PictureBudget().processorSeconds)).",
    valueName: "seconds")

  @Option(help: memoryHelp)
  var decodeMemory: Int?
  @Option(help: secondsHelp)
  var decodeSeconds: Int?
  @Flag(help: "Decode TIFF too (package matchd-tiff).")
  var tiff = false
  @Flag(
    help: ArgumentHelp(
      "Decode pictures in this process.",
      discussion: """
        For systems that cannot lock a process down, and for measuring. Whoever finds a hole in a decoder \
        has this process then, and --decode-seconds bounds nothing.
        """))
  var noIsolation = false

  /// What is said at the start of a run without isolation.
  static let warning =
    "warning: pictures are decoded in this process (--no-isolation): a hole in a decoder opens all of it"

  func validate() throws {
    if let decodeMemory { try check("--decode-memory", decodeMemory, in: Self.memoryRange) }
    if let decodeSeconds { try check("--decode-seconds", decodeSeconds, in: Self.secondsRange) }
    if tiff, noIsolation {
      throw ValidationError("--tiff does not go with --no-isolation: a program of its own decodes it")
    }
  }

  /// Whether anything is given.
  var areGiven: Bool { decodeMemory != nil || decodeSeconds != nil || tiff || noIsolation }

  var limits: DecodeLimits {
    var limits = DecodeLimits()
    if let decodeMemory { limits.decodeByteCountMax = decodeMemory << 20 }
    return limits
  }

  private var budget: PictureBudget {
    decodeSeconds.map { PictureBudget(processorSeconds: $0) } ?? PictureBudget()
  }

  /// What makes the source of hashes of each thread.
  /// - Parameter cellCount: how many processes decode, where they are isolated.
  func hashSources(cellCount: Int) throws(Failure) -> @Sendable () -> any HashSource {
    let kernels = try KernelChoice.current()
    if noIsolation {
      StandardError.line(Self.warning)
      return { [limits] in PictureHasher(kernels: kernels, limits: limits) }
    }
    let pool = try Self.pool(
      CellSettings(
        cellCount: cellCount, limits: limits, kernels: kernels, budget: budget, turnedOn: tiff ? [.tiff] : [])
    )
    return { CellHasher(pool) }
  }

  private static func pool(_ settings: CellSettings) throws(Failure) -> CellPool {
    do {
      let pool = try CellPool(settings)
      try pool.waitUntilReady()
      return pool
    } catch {
      throw Failure("\(error); --no-isolation does without")
    }
  }
}
