import MatchProtocol

/// Comma-separated values as RFC 4180 has them, with a header line; lines end with LF.
///
/// Labels share one cell, separated by commas. A cell that a spreadsheet would take for a formula is left as
/// it is: paths are data, and programs read this.
struct CSVRows: RowFormat {
  private static let columns = ["i", "path"] + Item.keys(in: .row)
  private static let clusterColumns = ["cluster", "cluster_size", "cluster_distance", "representative"]

  var showsClusters = false
  let isForPeople = false

  private var columns: [String] { Self.columns + (showsClusters ? Self.clusterColumns : []) }

  var header: String? { columns.joined(separator: ",") }

  func row(_ row: ScanRow) -> String? {
    var cells = ["i": "\(row.index)", "path": row.path]
    row.item.forEachField(in: .row) { cells[$0] = Self.text($1) }
    if let cluster = row.cluster {
      let values = ["\(cluster.number)", "\(cluster.size)", "\(cluster.distance)"]
      for (column, value) in zip(Self.clusterColumns, values) { cells[column] = value }
      if cluster.isRepresentative { cells["representative"] = "yes" }
    }
    return columns.map { Self.quoted(cells[$0, default: ""]) }.joined(separator: ",")
  }

  private static func text(_ value: ReplyValue) -> String {
    switch value {
    case .number(let number): "\(number)"
    case .text(let text): text
    case .texts(let texts): texts.map { PercentCoding.encode($0, .value) }.joined(separator: ",")
    case .yes: "yes"
    }
  }

  private static func quoted(_ cell: String) -> String {
    guard cell.utf8.contains(where: { [34, 44, 10, 13].contains($0) }) else { return cell }
    return "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }
}
