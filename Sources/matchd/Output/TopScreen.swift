/// What `matchd top` shows: a daemon's numbers at one moment, and how fast those that grow did since another.
/// Lines are at most 80 characters long, and 24 at most.
struct TopScreen {
  /// One answer to `STATS`.
  struct Snapshot {
    let values: [String: String]
    /// Of a clock that never goes back.
    let milliseconds: UInt64

    func count(_ key: String) -> Int { values[key].flatMap { Int($0) } ?? 0 }

    /// The counts of all keys that begin with `prefix`, by what follows it.
    func counts(_ prefix: String) -> [(name: String, count: Int)] {
      values.keys.filter { $0.hasPrefix(prefix) }.sorted().map {
        (String($0.dropFirst(prefix.count)), count($0))
      }
    }
  }

  let now: Snapshot
  /// `nil` at first, when nothing can be said of rates.
  let before: Snapshot?

  private static let width = 80
  private static let height = 24

  var lines: [String] {
    let all = [title, ""] + rates + [""] + state + [""] + totals + details
    return all.prefix(Self.height).map { String($0.prefix(Self.width)) }
  }

  private var title: String {
    let readiness = now.count("draining") == 1 ? "draining" : now.count("ready") == 1 ? "ready" : "NOT READY"
    return
      "matchd \(now.values["version"] ?? "?")   \(readiness)   up \(Self.span(now.count("uptime_seconds")))"
      + "   generation \(now.count("index_generation"))"
  }

  // MARK: Rates

  private var rates: [String] {
    [
      Self.row(
        "requests/s",
        [
          ("lookup", rate("requests_lookup")), ("scan", rate("requests_scan")),
          ("errors", rate(of: "errors_")),
        ]),
      Self.row(
        "items/s",
        ["known", "unknown", "unjudged", "error"].map { ($0, rate("items_\($0)")) }),
      Self.row(
        "bytes/s", [("in", rate("received_bytes")), ("out", rate("sent_bytes"))]),
      Self.row("lookup", latency("lookup_duration_microseconds_bucket_")),
      Self.row("scan", latency("scan_duration_microseconds_bucket_")),
    ]
  }

  private func rate(_ key: String) -> String { rate(now.count(key) &- (before?.count(key) ?? 0)) }

  private func rate(of prefix: String) -> String {
    func total(_ snapshot: Snapshot) -> Int { snapshot.counts(prefix).reduce(0) { $0 &+ $1.count } }
    return rate(total(now) &- (before.map(total) ?? 0))
  }

  private func rate(_ growth: Int) -> String {
    guard let before, now.milliseconds > before.milliseconds else { return "-" }
    return Self.short(Double(max(0, growth)) * 1000 / Double(now.milliseconds - before.milliseconds))
  }

  /// Upper bounds of what half of the requests took, and 99 of 100, since the last time.
  private func latency(_ prefix: String) -> [(String, String)] {
    let buckets = now.counts(prefix).compactMap { name, count in
      Int(name).map { (limit: $0, count: count &- (before?.count(prefix + name) ?? 0)) }
    }.sorted { $0.limit < $1.limit }
    let total = now.count(prefix + "+inf") &- (before?.count(prefix + "+inf") ?? 0)
    return [("half", 50.0), ("99 of 100", 99.0)].map { name, percent in
      guard before != nil, total > 0 else { return (name, "-") }
      let bound = buckets.first { Double($0.count) * 100 >= Double(total) * percent }?.limit
      return (name, bound.map { "<= " + Self.duration($0) } ?? "> " + Self.duration(buckets.last?.limit ?? 0))
    }
  }

  // MARK: State and totals

  private var state: [String] {
    [
      Self.row(
        "queue",
        [
          ("waiting", "requests_waiting"), ("workers", "workers"), ("cells", "cells"),
          ("connections", "connections_open"), ("held", "body_bytes_held"),
        ].map { ($0, Self.short(Double(now.count($1)))) }),
      Self.row(
        "index",
        [
          ("entries", Self.short(Double(now.count("index_entries")))),
          ("age", Self.span(now.count("index_age_seconds"))),
          ("failed reloads", "\(now.count("reload_failures"))"),
        ]),
    ]
  }

  private var totals: [String] {
    let seen = now.count("files_seen")
    let judged = ["known", "unknown", "error", "lost"].reduce(0) { $0 &+ now.count("files_\($1)") }
    let unjudged = now.count("files_unjudged")
    return [
      Self.row(
        "files",
        [
          ("seen", "\(seen)"), ("judged", "\(judged)"), ("unjudged", "\(unjudged)"),
          ("under way", "\(max(0, seen &- judged &- unjudged))"),
          ("exposures avoided", "\(now.count("exposures_avoided"))"),
        ])
    ]
  }

  /// What grows seldom and matters: only what there was.
  private var details: [String] {
    [
      ("unjudged", "unjudged_"), ("errors", "errors_"), ("cell deaths", "cell_deaths_"),
      ("matches", "matches_"), ("lists", "list_entries_"),
    ].flatMap { title, prefix -> [String] in
      let facts = now.counts(prefix).filter { $0.count > 0 }.sorted { $0.count > $1.count }
        .map { ($0.name, Self.short(Double($0.count))) }
      return facts.isEmpty ? [] : Self.wrapped(title, facts)
    }
  }

  // MARK: Words

  private static func row(_ title: String, _ facts: [(name: String, value: String)]) -> String {
    padded(title, 12) + facts.map { "\($0.name) \($0.value)" }.joined(separator: "   ")
  }

  /// At most three lines.
  private static func wrapped(_ title: String, _ facts: [(name: String, value: String)]) -> [String] {
    var lines = [padded(title, 12)]
    for fact in facts {
      let text = "\(fact.name) \(fact.value)   "
      if lines[lines.count - 1].count + text.count > width, lines.count < 3 { lines.append(padded("", 12)) }
      lines[lines.count - 1] += text
    }
    return lines
  }

  private static func padded(_ text: String, _ count: Int) -> String {
    text + String(repeating: " ", count: max(1, count - text.count))
  }

  /// Three digits or more, with k, M, G or T for thousands.
  static func short(_ number: Double) -> String {
    var (value, unit) = (number, "")
    for next in ["k", "M", "G", "T"] where value >= 10_000 {
      (value, unit) = (value / 1000, next)
    }
    let tenths = (value * 10).rounded() / 10
    return (unit.isEmpty && tenths == tenths.rounded() ? "\(Int(tenths))" : "\(tenths)") + unit
  }

  static func duration(_ microseconds: Int) -> String {
    switch microseconds {
    case ..<1000: "\(microseconds) us"
    case ..<1_000_000: "\(short(Double(microseconds) / 1000)) ms"
    default: "\(short(Double(microseconds) / 1_000_000)) s"
    }
  }

  static func span(_ seconds: Int) -> String {
    switch seconds {
    case ..<120: "\(seconds) s"
    case ..<7200: "\(seconds / 60) min"
    case ..<172_800: "\(seconds / 3600) h"
    default: "\(seconds / 86_400) d"
    }
  }
}
