import ArgumentParser

/// What is told of a scan, how and where.
struct ReportArguments: ParsableArguments {
  @Flag(name: .shortAndLong, help: "Also name what was skipped in a table; the other formats always do.")
  var verbose = false
  @Flag(name: .shortAndLong, help: "Do not say how far the scan is.")
  var quiet = false
  @Option(
    help: ArgumentHelp(
      """
      Rows of these alone: known, leads, unknown or unjudged. May be given several times; the counts are of \
      all.
      """, valueName: "rows"))
  var only: [RowChoice] = []
  @Option(
    help: ArgumentHelp(
      "table, jsonl, csv or html (default: table).",
      discussion:
        "May be given several times, each with an --output; the first format goes to the first output."))
  var format: [ScanFormat] = []
  @Option(
    help: ArgumentHelp(
      "Write the report to this file, which appears when it is complete; - is standard output.",
      valueName: "file"))
  var output: [PathArgument] = []

  func validate() throws {
    let formatCount = max(1, format.count)
    guard output.count == formatCount || formatCount == 1 && output.isEmpty else {
      throw ValidationError(
        "expected an --output for each --format ('-' is standard output), "
          + "found \(output.count) for \(formatCount)")
    }
    guard Set(output.map { $0.isStandardStream ? "-" : $0.shown }).count == output.count else {
      throw ValidationError("--output: expected each file once, found one twice")
    }
  }

  /// The formats and where they go; `nil` is standard output.
  var pairs: [(format: ScanFormat, output: PathArgument?)] {
    let formats = format.isEmpty ? [.table] : format
    return formats.indices.map { (formats[$0], output.isEmpty ? nil : output[$0]) }
  }

  /// The reports, begun.
  func outputs() throws -> [ReportOutput] {
    try pairs.map { try ReportOutput($0.format.rows(verbose: verbose), to: $0.output) }
  }
}

/// Which rows a report has.
enum RowChoice: String, CaseIterable, ExpressibleByArgument {
  case known, leads, unknown, unjudged
}
