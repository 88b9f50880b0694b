import MatchProtocol

/// A table for people: verdict, why, how near, seen as what, which entry, path.
struct TableRows: RowFormat {
  /// Whether what was skipped without being asked for on its own has rows too.
  var showsSkipped = false
  let isForPeople = true
  private static let widths = [8, 18, 8, 10, 20]

  var header: String? { Self.line(["VERDICT", "WHY", "DISTANCE", "SEEN AS", "ENTRY", "PATH"]) }

  func row(_ row: ScanRow) -> String? {
    if let skipped = row.item.skipped, skipped.error == nil, !showsSkipped { return nil }
    return Self.line(Self.cells(row) + [row.path])
  }

  private static func cells(_ row: ScanRow) -> [String] {
    let item = row.item
    let words = row.cluster.map { description($0) } ?? description(item)
    return [item.verdict?.rawValue ?? (item.skipped == nil ? "error" : "skipped")] + words
  }

  /// Who stands for a cluster is to be looked at; of the others it is said how near they are to that one.
  private static func description(_ cluster: PictureClusters.Membership) -> [String] {
    let name = "cluster \(cluster.number)"
    return cluster.isRepresentative
      ? [name, "-", "-", "stands for \(cluster.size)"] : [name, "\(cluster.distance)", "-", "-"]
  }

  private static func description(_ item: Item) -> [String] {
    switch item.outcome {
    case .known(let known):
      let match = known.best
      let grade = match.grade ?? ""
      let entry = PercentCoding.encode("\(match.list)/\(match.entry)", .path)
      return [
        match.method == "pdq" ? grade : "\(grade) \(match.method)", match.distance.map { "\($0)" } ?? "-",
        sight(match.view), entry + others(item),
      ]
    case .unknown: return besides(item)
    case .unjudged(let unjudged): return [unjudged.reason] + lead(item, mark: "lead: ")
    case .failed(let error): return [error.code, "-", "-", "-"]
    case .skipped(let skipped): return [skipped.kind, "-", "-", "-"]
    }
  }

  /// What was taken away from an item without a match, or its nearest lead.
  private static func besides(_ item: Item) -> [String] {
    guard let suppressed = item.suppressed else {
      return [item.leads == nil ? "-" : "lead"] + lead(item)
    }
    let names = [suppressed.match, suppressed.suppressor].map { PercentCoding.encode($0, .path) }
    return ["suppressed", "-", "-", "\(names[0]) by \(names[1])"]
  }

  /// The nearest lead of an item without a match.
  private static func lead(_ item: Item, mark: String = "") -> [String] {
    guard let leads = item.leads else { return ["-", "-", "-"] }
    let entry = PercentCoding.encode("\(leads.nearest.list)/\(leads.nearest.entry)", .path)
    return [
      leads.nearest.distance.map { "\($0)" } ?? "-", sight(leads.nearest.view),
      mark + entry + (leads.total > 1 ? " +\(leads.total - 1)" : ""),
    ]
  }

  /// What the picture was looked up as: the variant of it, else how it was turned.
  private static func sight(_ view: ViewWords) -> String { view["variant"] ?? view["orientation"] ?? "-" }

  private static func others(_ item: Item) -> String {
    item.matchCount > 1 ? " +\(item.matchCount - 1)" : ""
  }

  private static func line(_ cells: [String]) -> String {
    var line = ""
    for (cell, width) in zip(cells.map({ PercentCoding.encode($0, .words) }), widths + [0]) {
      line += cell + String(repeating: " ", count: max(0, width - cell.count))
      if width > 0 { line += "  " }
    }
    return line
  }
}
