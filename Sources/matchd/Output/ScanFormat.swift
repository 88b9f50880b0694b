import ArgumentParser
import MatchProtocol

/// How a scan is written down.
enum ScanFormat: String, CaseIterable, ExpressibleByArgument {
  case table, jsonl, csv, html

  var rows: any RowFormat {
    switch self {
    case .table: TableRows()
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
  /// One row; without the line end.
  func row(_ row: ScanRow) -> String
  /// What stands after the last row.
  var footer: String? { get }
}

extension RowFormat {
  var footer: String? { nil }
}
