import MatchProtocol
import Matcher
import Platform

/// The parts of the page that have rows.
extension ScanPage {
  func writeLeads(_ line: (String) throws -> Void) throws {
    guard !scan.leads.isEmpty else { return }
    try begin("leads", words.leads, scan.leads.count, words.leadsNote, line)
    try line(
      HTMLText.tableStart(
        ["", words.entry, words.label, words.bits, words.seenAs, words.file], numeric: [3]))
    let rows = try scan.leads.map { number throws(Failure) in try scan.row(number) }
    for row in rows.sorted(by: { distance(of: $0) < distance(of: $1) }) {
      guard let lead = row.item.leads?.nearest else { continue }
      try line(
        HTMLText.row([
          HTMLText.cell(words.leads, "v lead"), HTMLText.cell("\(lead.list)/\(lead.entry)", "w"),
          HTMLText.cell(lead.labels.joined(separator: ", "), "w"),
          HTMLText.cell(lead.distance.map { "\($0)" } ?? "-", "n"), HTMLText.cell(seenAs(lead.view)),
          HTMLText.cell(name(of: row), "p"),
        ]))
    }
    try line(HTMLText.tableEnd)
  }

  private func distance(of row: ScanRow) -> Int { row.item.leads?.nearest.distance ?? 0 }

  func writeKnown(_ line: (String) throws -> Void) throws {
    guard summary.known > 0 else { return }
    let note = words.filled(
      words.knownFolded, words.number(summary.known), words.number(figures.knownFiles.count))
    try begin("known", words.known, summary.known, note, line)
    try line(
      HTMLText.tableStart(
        [words.grade, words.entry, words.label, words.bits, words.seenAs, words.copyCount, words.file],
        numeric: [3, 5]))
    for (number, count) in figures.knownFiles {
      let row = try scan.row(number)
      guard case .known(let known) = row.item.outcome else { continue }
      let match = known.best
      try line(
        HTMLText.row([
          HTMLText.cell(grade(match), "v known"), HTMLText.cell("\(match.list)/\(match.entry)", "w"),
          HTMLText.cell(match.labels.joined(separator: ", "), "w"),
          HTMLText.cell(match.distance.map { "\($0)" } ?? "-", "n"), HTMLText.cell(seenAs(match.view)),
          HTMLText.cell(words.number(count - 1), "n"), HTMLText.cell(name(of: row), "p"),
        ]))
    }
    try line(HTMLText.tableEnd)
  }

  func writeClusters(_ line: (String) throws -> Void) throws {
    let clusters = scan.clusters.clusters
    guard !clusters.isEmpty else { return }
    let note = words.filled(words.clustersNote, "\(facts.clusterThreshold.distanceMax)")
    try begin("clusters", words.clustersTitle, clusters.count, note, line)
    try line(
      HTMLText.tableStart(["#", words.pictures, words.widest, words.lookAt], numeric: [0, 1, 2]))
    for (place, cluster) in clusters.enumerated() {
      let members = try cluster.rows.map { number throws(Failure) in name(of: try scan.row(number)) }
      let others = members.dropFirst().map { "<br>" + HTMLText.escaped($0) }.joined()
      let summary = words.filled(words.members, words.number(members.count - 1))
      try line(
        HTMLText.row([
          HTMLText.cell("\(place + 1)", "n"), HTMLText.cell(words.number(members.count), "n"),
          HTMLText.cell("\(cluster.distanceMax)", "n"),
          """
          <td class="p"><b>\(HTMLText.escaped(members[0]))</b>\
          <details><summary>\(HTMLText.escaped(summary))</summary>\(others)</details></td>
          """,
        ]))
    }
    try line(HTMLText.tableEnd)
  }

  func writeSingles(_ line: (String) throws -> Void) throws {
    try writeNames("singles", words.singles, words.singlesNote, figures.singles, line)
  }

  func writeUnjudged(_ line: (String) throws -> Void) throws {
    try begin("unjudged", words.unjudged, summary.unjudged, "", line)
    let order = UnjudgedReason.allCases.map(\.rawValue)
    // A newer daemon's own words follow.
    for reason in order + figures.unjudged.keys.filter({ !order.contains($0) }).sorted() {
      guard let rows = figures.unjudged[reason] else { continue }
      try writeFolded(words.reasons[reason] ?? reason, rows, line)
    }
  }

  func writeSkipped(_ line: (String) throws -> Void) throws {
    if !figures.skipped.isEmpty {
      try begin("skipped", words.skipped, summary.skipped, "", line)
      for kind in SkippedKind.allCases.map(\.rawValue) {
        guard let rows = figures.skipped[kind] else { continue }
        try writeFolded(words.kinds[kind] ?? kind, rows, line)
      }
    }
    if !figures.failed.isEmpty {
      try begin("errors", words.errors, summary.errors, "", line)
      try writeRows(figures.failed, line)
    }
  }
}

// MARK: Pieces

extension ScanPage {
  private func begin(
    _ anchor: String, _ title: String, _ count: Int, _ note: String, _ line: (String) throws -> Void
  ) throws {
    try line(
      """
      <h2 id="\(anchor)">\(HTMLText.escaped(title)) <small>\(words.number(count))</small></h2>\
      <p class="note">\(HTMLText.escaped(note))</p>
      """)
  }

  private func writeNames(
    _ anchor: String, _ title: String, _ note: String, _ rows: [Int], _ line: (String) throws -> Void
  ) throws {
    guard !rows.isEmpty else { return }
    try begin(anchor, title, rows.count, note, line)
    try writeFolded(words.file, rows, line)
  }

  /// Rows that are shown once somebody asks for them.
  private func writeFolded(_ title: String, _ rows: [Int], _ line: (String) throws -> Void) throws {
    try line("<details><summary>\(words.number(rows.count)) · \(HTMLText.escaped(title))</summary>")
    try writeRows(rows, line)
    try line("</details>")
  }

  private func writeRows(_ rows: [Int], _ line: (String) throws -> Void) throws {
    try line(HTMLText.tableStart([words.file, words.detail]))
    for number in rows {
      let row = try scan.row(number)
      try line(HTMLText.row([HTMLText.cell(name(of: row), "p"), HTMLText.cell(detail(of: row.item), "w")]))
    }
    try line(HTMLText.tableEnd)
  }

  private func detail(of item: Item) -> String {
    if case .unjudged(let fields) = item.outcome { return fields.detail ?? "" }
    return item.error?.message ?? ""
  }

  private func grade(_ match: MatchFields) -> String {
    switch match.grade {
    case "exact": "\(words.exact) (\(match.method))"
    case "strong": words.strong
    case "near": words.near
    default: match.grade ?? ""
    }
  }

  /// What was done to the picture before it matched, in the words of replies.
  private func seenAs(_ view: ViewWords) -> String {
    let plain = ["original", "ignored"]
    let told = view.fields.filter { !plain.contains($0.value) }.map { field in
      field.key == "frame" ? "frame \(field.value)" : field.value
    }
    return told.isEmpty ? words.asItIs : told.joined(separator: ", ")
  }
}
