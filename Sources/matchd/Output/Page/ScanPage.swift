import MatchProtocol
import Matcher

/// One page about a scan that stands by itself: nothing is fetched from anywhere, and no picture is in it.
///
///     title, what was scanned, whether it is complete
///     the whole in one bar, in numbers, and what remains to be looked at
///     plots; then a part for each kind of row, leads first
struct ScanPage {
  /// What the page says of the scan itself.
  struct Facts {
    var paths: [String] = []
    /// What the answers come from.
    var source = ""
    var generation: UInt64?
    var entryCount: Int?
    /// In all lists; `nil`: each list's own.
    var threshold: Int?
    var clusterThreshold = Threshold.standard
    var begin = 0
    var end = 0
    var seconds = 0.0
  }

  /// How the page is to be.
  struct Style {
    var language: ReportLanguage
    /// Whether numbers stand in the place of names.
    var hidesNames: Bool
  }

  let scan: GatheredScan
  let summary: ScanSummary
  let figures: ScanFigures
  let facts: Facts
  let words: ReportWords
  let hidesNames: Bool

  init(
    _ scan: GatheredScan, _ summary: ScanSummary, _ facts: Facts, _ style: Style
  ) throws(Failure) {
    self.scan = scan
    self.summary = summary
    self.facts = facts
    words = style.language.words
    hidesNames = style.hidesNames
    figures = try ScanFigures(of: scan)
  }

  /// Writes the page, piece by piece.
  func write(_ line: (String) throws -> Void) throws {
    try line(head)
    try line(overview)
    try line(plots)
    try writeLeads(line)
    try writeKnown(line)
    try writeClusters(line)
    try writeSingles(line)
    try writeUnjudged(line)
    try writeSkipped(line)
    try line(meanings)
    try line("<script>\(PageStyle.script)</script></body></html>")
  }

  private var head: String {
    let policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
    return """
      <!DOCTYPE html>
      <html lang="\(words.language)"><head><meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(policy)">
      <meta name="viewport" content="width=device-width, initial-scale=1"><title>\(words.title)</title>
      <style>
      \(PageStyle.rules)
      </style></head><body data-filter="\(words.filter)">
      """
  }

  private var meanings: String {
    let list = words.meanings.map {
      "<dt>\(HTMLText.escaped($0.word))</dt><dd>\(HTMLText.escaped($0.meaning))</dd>"
    }
    return "<h2>\(words.meaning)</h2><dl>\(list.joined())</dl><p class=\"note\">\(words.human)</p>"
  }

  /// A file's name, or its number where names are hidden.
  func name(of row: ScanRow) -> String { hidesNames ? "#\(row.index)" : row.path }
}
