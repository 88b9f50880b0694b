import MatchProtocol

/// One JSON object per line.
struct JSONRows: RowFormat {
  var header: String? { nil }
  let isForPeople = false
  func row(_ row: ScanRow) -> String? { JSONObject(row.index, subject: ("path", row.path), row.item).text }
}
