import Matcher

/// The page's first screen: what was done, what came of it, what remains.
extension ScanPage {
  var overview: String {
    """
    <h1>\(words.title)</h1><p class="meta">\(origin)</p>
    <p>\(words.notShown)</p>
    \(bar)
    <p class="note">\(counts)</p>
    <div class="cards">\(cards)</div>
    <div class="todo"><b>\(words.todo)</b>\(todo)</div>
    <p class="note">\(howCounted)</p>
    """
  }

  private var nearCount: Int { figures.gradeCounts["near", default: 0] }
  private var representedCount: Int { scan.clusters.representedCount }
  private var clusterCount: Int { scan.clusters.clusters.count }
  private var singleCount: Int { figures.singles.count }

  private var origin: String {
    let shown = hidesNames ? [] : facts.paths
    let paths = shown.map { "<b class=\"w\">\(HTMLText.escaped($0))</b>" }.joined(separator: ", ")
    var parts = [
      "\(words.scanned) \(paths)",
      words.filled(words.between, UTCTime.text(facts.begin), UTCTime.text(facts.end)),
      words.filled(words.against, facts.source),
    ]
    if let count = facts.entryCount { parts.append(words.filled(words.entries, words.number(count))) }
    if let generation = facts.generation { parts.append(words.filled(words.generation, "\(generation)")) }
    let own = words.filled(words.ownThresholds, "\(Threshold.standard.distanceMax)")
    parts.append(words.filled(words.thresholds, facts.threshold.map { "\($0)" } ?? own))
    parts.append(words.filled(words.clusterThreshold, "\(facts.clusterThreshold.distanceMax)"))
    parts.append(words.filled(words.tool, Matchd.version))
    let texts = [parts[0]] + parts.dropFirst().map(HTMLText.escaped)
    let state =
      summary.isInterrupted
      ? "<span class=\"incomplete\">\(words.incomplete)</span>" : HTMLText.escaped(words.complete)
    return texts.joined(separator: " · ") + " · " + state
  }

  /// All files in one bar.
  private var bar: String {
    let parts = [
      (words.known, summary.known, "known"), (words.leads, leadsAlone, "lead"),
      (words.unknown, summary.unknown - leadsAlone, "unknown"),
      (words.unjudged, summary.unjudged + summary.errors + summary.skipped, "unjudged"),
    ]
    let total = max(1, parts.reduce(0) { $0 + $1.1 })
    var x = 0.0
    let drawn = parts.map { name, count, kind in
      let width = Double(count) / Double(total) * 920
      defer { x += width }
      return "<rect class=\"\(kind)\" x=\"\(fixed(x))\" y=\"0\" width=\"\(fixed(width))\" height=\"22\">"
        + "<title>\(name): \(words.number(count))</title></rect>"
    }
    let text = parts.map { "\($0.0): \(words.number($0.1))" }.joined(separator: ", ")
    return "<svg viewBox=\"0 0 920 22\" role=\"img\" aria-label=\"\(text)\">\(drawn.joined())</svg>"
  }

  /// Unknown files with leads.
  private var leadsAlone: Int { summary.unknown - figures.singles.count - clusteredCount }
  private var clusteredCount: Int { representedCount + clusterCount }

  private var counts: String {
    let counted = [
      summary.total, summary.known, summary.unknown, summary.unjudged, summary.skipped, summary.errors,
    ].map(words.number)
    var text = words.filled(
      words.seen, counted[0], counted[1], counted[2], counted[3], counted[4], counted[5])
    if let copies = summary.copyCount, copies > 0 {
      text += " " + words.filled(words.copies, words.number(copies))
    }
    let rate = Int(Double(summary.total) / max(facts.seconds, 0.001))
    return text + " " + words.filled(words.rate, words.number(rate))
  }

  private var cards: String {
    let grades = ["exact", "strong", "near"].map { words.number(figures.gradeCounts[$0, default: 0]) }
    return [
      card(
        "known", summary.known, words.known,
        words.filled(
          words.knownParts, grades[0], grades[1], grades[2], words.number(figures.knownFiles.count))),
      card("lead", scan.leads.count, words.leads, words.leadsNote),
      card(
        "unknown", summary.unknown, words.unknown,
        words.filled(words.unknownParts, words.number(clusterCount), words.number(figures.singles.count))),
      card("unjudged", summary.unjudged, words.unjudged, words.unjudgedNote),
      card(
        "ok", summary.exposuresAvoided, words.avoided,
        words.filled(words.avoidedParts, words.number(summary.known), words.number(representedCount))),
    ].joined()
  }

  private func card(_ kind: String, _ count: Int, _ name: String, _ note: String) -> String {
    """
    <div class="card" style="--c:var(--\(kind))"><b>\(words.number(count))</b>\(HTMLText.escaped(name))<br>\
    <small>\(HTMLText.escaped(note))</small></div>
    """
  }

  private var todo: String {
    let unseen = summary.unjudged + summary.skipped + summary.errors
    let items = [
      (scan.leads.count, "leads", words.filled(words.todoLeads, words.number(scan.leads.count))),
      (nearCount, "known", words.filled(words.todoNear, words.number(nearCount))),
      (clusterCount, "clusters", words.filled(words.todoClusters, words.number(clusterCount))),
      (singleCount, "singles", words.filled(words.todoSingles, words.number(singleCount))),
      (
        unseen, "unjudged",
        words.filled(
          words.todoUnjudged, words.number(summary.unjudged), words.number(summary.skipped),
          words.number(summary.errors))
      ),
    ].filter { $0.0 > 0 }
    guard !items.isEmpty else { return "<p>\(words.todoNothing)</p>" }
    let lines = items.map { "<li><a href=\"#\($0.1)\">\(HTMLText.escaped($0.2))</a></li>" }
    return "<ol>\(lines.joined())</ol>"
  }

  private var howCounted: String {
    HTMLText.escaped(
      words.filled(
        words.howCounted, words.number(nearCount), words.number(summary.known - figures.knownFiles.count),
        words.number(figures.knownFiles.count)))
  }
}

/// Plots, and the table that stands for one.
extension ScanPage {
  var plots: String {
    """
    <h2>\(words.distances)</h2><div class="plots">\(distances)\(clusterSizes)\(formats)<div>\
    <b>\(words.byList)</b>\(sources)</div></div>
    """
  }

  private var distances: String {
    let counts = figures.matchDistances.merging(figures.leadDistances, uniquingKeysWith: +)
    guard let last = counts.keys.max() else { return "" }
    let bars = stride(from: 0, through: last, by: 2).map { distance in
      let count = counts[distance, default: 0] + counts[distance + 1, default: 0]
      let isMatch = figures.matchDistances[distance] != nil || figures.matchDistances[distance + 1] != nil
      return BarPlot.Bar(label: "\(distance)", value: count, kind: isMatch ? "known" : "lead")
    }
    return BarPlot(title: words.distanceNote, bars: bars, words: words).markup
  }

  /// In powers of two.
  private var clusterSizes: String {
    var counts: [Int: Int] = [:]
    for cluster in scan.clusters.clusters {
      counts[Int.bitWidth - 1 - cluster.rows.count.leadingZeroBitCount, default: 0] += 1
    }
    guard let last = counts.keys.max() else { return "" }
    let bars = (1...last).map { power in
      BarPlot.Bar(
        label: power == 1 ? "2-3" : "\(1 << power)+", value: counts[power, default: 0], kind: "unknown")
    }
    return BarPlot(title: words.clusterSizes, bars: bars, words: words).markup
  }

  private var formats: String {
    let bars = figures.formats.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
      BarPlot.Bar(label: $0.key, value: $0.value, kind: "ok")
    }
    return BarPlot(title: words.formats, bars: bars, words: words).markup
  }

  private var sources: String {
    let rows = figures.bySource.sorted { ($0.key.list, $0.key.label) < ($1.key.list, $1.key.label) }.map {
      HTMLText.row([
        HTMLText.cell($0.key.list, "w"), HTMLText.cell($0.key.label, "w"),
        HTMLText.cell(words.number($0.value.known), "n"), HTMLText.cell(words.number($0.value.leads), "n"),
      ])
    }
    guard !rows.isEmpty else { return "" }
    return HTMLText.tableStart([words.list, words.label, words.known, words.leads], numeric: [2, 3])
      + rows.joined() + HTMLText.tableEnd
  }
}
