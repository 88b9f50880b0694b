import ArgumentParser
import Kernels
import Matcher

struct IndexBuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build", abstract: "Compile an index from text lines.",
    discussion: """
      A line is <query>[TAB<id>[TAB<list>[TAB<labels>]]], where <query> is pdq:<64 hex>, bare 64 hex, \
      md5:, sha1: or sha256:. Several files are joined. The index appears under its name only when it is \
      complete, so an old one stays where a list cannot be read; the same lines give the same bytes.
      """)

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("The text lines; - is standard input. May be given several times.", valueName: "file"))
  var from: [PathArgument]
  @Option(help: ArgumentHelp("The index file to write.", valueName: "index"))
  var output: String
  @Option(help: "The number that replies name as their generation.")
  var generation: UInt64 = 0
  @Option(help: "When the source lists were as they stand here, as text.")
  var asOf = ""
  @Option(help: "ring,bk for the fastest look-ups, bk for the leanest file.")
  var tables: TableChoice = .ringAndBK
  @Option(
    name: .customLong("protocol"),
    help: ArgumentHelp(
      "How the hashes of a list were made: full, cli512 or both. May be given for several lists.",
      discussion: """
        cli512 is what the reference's command line makes. Pictures are looked up in a list as its hashes \
        were made; full stands where nothing is said. The list's name stands as in lines.
        """, valueName: "list=protocol"),
    transform: ListRecipes.init(parsing:))
  var recipes: [ListRecipes] = []
  @OptionGroup var rules: ListRules

  func validate() throws {
    guard from.count(where: \.isStandardStream) <= 1 else {
      throw ValidationError("--from - can be given once: standard input is read to its end")
    }
    try ListRecipes.checkDistinct(recipes)
  }

  func run() throws {
    let kernels = try KernelChoice.current()
    var compilation = ListCompilation(rules)
    if let target = PathArgument(argument: output) {
      try OutputClash.check(target, against: from.map { ($0, "the list") })
    }
    try compilation.read(from)
    try compilation.describe(recipes)
    do throws(IndexError) {
      let header = try compilation.writer.write(
        to: output, generation: generation, asOf: asOf, tables: tables.tables, kernels: kernels)
      StandardError.line("\(output): \(Self.summary(header, compilation))")
    } catch {
      throw Failure("\(error)")
    }
  }

  private static func summary(_ header: IndexHeader, _ compilation: ListCompilation) -> String {
    let counts = compilation.counts
    let parts = [
      "\(header.entryCount) entries in \(header.listCount) lists, \(header.hashCount) hashes, "
        + "\(header.digestCount) digests, \(header.fileByteCount) bytes",
      counts.bad > 0 ? "\(counts.bad) of \(counts.total) lines were bad and skipped" : nil,
      compilation.lowQuality.text,
    ]
    return parts.compactMap(\.self).joined(separator: "; ")
  }
}

/// The search tables that a file can be given.
enum TableChoice: String, CaseIterable, ExpressibleByArgument {
  case ringAndBK = "ring,bk"
  case bkOnly = "bk"

  var tables: IndexWriter.Tables { self == .bkOnly ? .bkOnly : .ringAndBK }
}
