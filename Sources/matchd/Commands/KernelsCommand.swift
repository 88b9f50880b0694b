import ArgumentParser
import Kernels

struct KernelsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kernels", abstract: "Print this machine's kernel levels and which variants run.",
    discussion: "The environment variable MATCHD_KERNELS forces a level.")

  func run() throws {
    let kernels = try KernelChoice.current()
    var output = OutputStream.standard
    try output.line("supported\t\(KernelLevel.supported.map(\.name).joined(separator: " "))")
    try output.line("level\t\(kernels.level.name)")
    for (family, variant) in kernels.variants { try output.line("\(family)\t\(variant.name)") }
    try output.flush()
  }
}
