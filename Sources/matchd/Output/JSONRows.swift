import MatchProtocol

/// One JSON object per line.
struct JSONRows: RowFormat {
  var header: String? { nil }
  func row(_ row: ScanRow) -> String? { JSONObject(row.index, subject: ("path", row.path), row.item).text }
}
