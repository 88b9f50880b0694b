import ArgumentParser
import HashCore

extension DecodeMode: ExpressibleByArgument {}

/// What decoding one picture may take.
struct DecodeArguments: ParsableArguments {
  /// One mebibyte to one tebibyte.
  static let memoryRange = 1...1_048_576

  static let memoryHelp = ArgumentHelp(
    "Memory for decoding one picture (default: \(DecodeLimits().decodeByteCountMax >> 20)).",
    valueName: "mebibytes")

  @Option(help: memoryHelp)
  var decodeMemory: Int?

  func validate() throws {
    if let decodeMemory { try check("--decode-memory", decodeMemory, in: Self.memoryRange) }
  }

  var limits: DecodeLimits {
    var limits = DecodeLimits()
    if let decodeMemory { limits.decodeByteCountMax = decodeMemory << 20 }
    return limits
  }
}
