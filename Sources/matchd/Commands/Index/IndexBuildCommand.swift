import ArgumentParser
import Kernels
import Matcher
import Platform

struct IndexBuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build", abstract: "Compile an index from text lines.",
    discussion: """
      A line is <query>[TAB<id>[TAB<list>[TAB<labels>]]], where <query> is pdq:<64 hex>, bare 64 hex, \
      md5:, sha1: or sha256:. The index appears under its name only when it is complete; the same lines \
      give the same bytes.
      """)

  @Option(help: ArgumentHelp("The text lines; - is standard input.", valueName: "file"))
  var from: PathArgument
  @Option(help: ArgumentHelp("The index file to write.", valueName: "index"))
  var output: String
  @Option(help: "The number that replies name as their generation.")
  var generation: UInt64 = 0
  @Option(help: "When the source lists were as they stand here, as text.")
  var asOf = ""
  @Option(help: "ring,bk for the fastest look-ups, bk for the leanest file.")
  var tables: TableChoice = .ringAndBK
  @Flag(help: "Report and count bad lines instead of stopping at the first.")
  var skipBad = false

  func run() throws {
    let kernels = try KernelChoice.current()
    var compilation = ListCompilation(source: from.shown, skipBad: skipBad)
    do {
      try compilation.read(from)
      let header = try compilation.writer.write(
        to: output, generation: generation, asOf: asOf, tables: tables.tables, kernels: kernels)
      StandardError.line("\(output): \(Self.summary(header, compilation))")
    } catch let error as FileError {
      throw Failure("\(from.shown): \(error.message)")
    } catch let error as IndexError {
      throw Failure("\(error)")
    }
  }

  private static func summary(_ header: IndexHeader, _ compilation: ListCompilation) -> String {
    let counts =
      "\(header.entryCount) entries in \(header.listCount) lists, \(header.hashCount) hashes, "
      + "\(header.digestCount) digests, \(header.fileByteCount) bytes"
    return compilation.badCount > 0 ? "\(counts); \(compilation.badCount) bad lines skipped" : counts
  }
}

/// The search tables that a file can be given.
enum TableChoice: String, CaseIterable, ExpressibleByArgument {
  case ringAndBK = "ring,bk"
  case bkOnly = "bk"

  var tables: IndexWriter.Tables { self == .bkOnly ? .bkOnly : .ringAndBK }
}
