import ArgumentParser
import MatchProtocol
import MatchService

/// How a scan is written down.
enum ScanFormat: String, CaseIterable, ExpressibleByArgument {
  case table, jsonl, csv, html

  /// `nil` for a page, which is more than rows.
  ///
  /// - Parameters:
  ///   - verbose: whether people are told everything, as programs are.
  ///   - clusters: whether rows say which cluster they are in.
  func rows(verbose: Bool, clusters: Bool) -> (any RowFormat)? {
    switch self {
    case .table: TableRows(showsSkipped: verbose)
    case .jsonl: JSONRows()
    case .csv: CSVRows(showsClusters: clusters)
    case .html: nil
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
  /// `nil` where it is in none, or clusters are not made.
  var cluster: PictureClusters.Membership?
}

extension ScanRow {
  init(_ file: ScannedFile, cluster: PictureClusters.Membership? = nil) {
    self.init(
      index: file.item.index, path: PercentCoding.encode(file.path, .path), item: file.item,
      cluster: cluster)
  }

  /// The last row of a report that is not complete: who reads rows alone is told too.
  static func interruption(at index: Int) -> ScanRow {
    let error = ItemError(
      code: "INTERRUPTED", errorClass: ErrorClass.retry.rawValue,
      message: "the scan was interrupted: files that have no row were not looked at")
    return ScanRow(index: index, path: "", item: Item(index: index, outcome: .failed(error)))
  }
}

/// Turns judged files into the lines of a report.
protocol RowFormat: Sendable {
  /// What stands before the first row; may be several lines.
  var header: String? { get }
  /// Whether people read it: what went wrong with a file is told beside it, and what matters stands first
  /// where that can be.
  var isForPeople: Bool { get }
  /// One row, without the line end; `nil` for an item that has none.
  func row(_ row: ScanRow) -> String?
}
