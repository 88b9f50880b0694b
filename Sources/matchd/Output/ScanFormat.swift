import ArgumentParser
import MatchProtocol

/// How a scan is written down.
enum ScanFormat: String, CaseIterable, ExpressibleByArgument {
  case table, jsonl, csv, html

  /// - Parameter verbose: whether people are told everything, as programs are.
  func rows(verbose: Bool) -> any RowFormat {
    switch self {
    case .table: TableRows(showsSkipped: verbose)
    case .jsonl: JSONRows()
    case .csv: CSVRows()
    case .html: HTMLRows()
    }
  }
}

/// One judged file of a scan.
struct ScanRow {
  /// From 0, in the order of the report.
  var index: Int
  /// Percent-encoded for reports.
  var path: String
  var item: Item
}

/// Turns judged files into the lines of a report.
protocol RowFormat: Sendable {
  /// What stands before the first row; may be several lines.
  var header: String? { get }
  /// Whether people read it, who are told beside it what went wrong with a file.
  var isForPeople: Bool { get }
  /// One row, without the line end; `nil` for an item that has none.
  func row(_ row: ScanRow) -> String?
  /// What stands after the last row.
  func footer(_ summary: String) -> String?
}

extension RowFormat {
  func footer(_ summary: String) -> String? { nil }
}
