import ArgumentParser
import Matcher

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

  @Flag(
    help: """
      Group unknown pictures that are near duplicates, turned or mirrored ones included. Rows come once all \
      are there, and say which cluster they are in; a page has clusters always.
      """)
  var clusters = false
  @Option(
    help: ArgumentHelp(
      "How near the pictures of a cluster are to the one that stands for them, 0 to 64 bits.",
      valueName: "bits"))
  var clusterThreshold = Threshold.standard.distanceMax
  @Option(help: "The language of a page: en or fr (default: as the environment says).")
  var lang: ReportLanguage?
  @Flag(help: "In a page, numbers in the place of names.")
  var hideNames = false

  func validate() throws {
    try check("--cluster-threshold", clusterThreshold, in: 0...64)
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

  func outputs() throws -> [ReportOutput] {
    try pairs.map { format, path in
      guard let rows = format.rows(verbose: verbose, clusters: clusters) else {
        return try ReportOutput(.page, to: path)
      }
      return try ReportOutput(clusters ? .rowsAtTheEnd(rows) : .rows(rows), to: path)
    }
  }

  var clusterDistance: Threshold { Threshold(clusterThreshold) ?? .standard }

  var pageStyle: ScanPage.Style {
    ScanPage.Style(language: lang ?? .ofEnvironment, hidesNames: hideNames)
  }

  /// What is kept of the scan, where a report needs all of it at the end.
  func gathering() throws(Failure) -> GatheredScan? {
    guard clusters || format.contains(.html) else { return nil }
    return try GatheredScan(clusterThreshold: clusterDistance)
  }
}

/// Which rows a report has.
enum RowChoice: String, CaseIterable, ExpressibleByArgument {
  case known, leads, unknown, unjudged
}
