import Testing

@testable import matchd

@Suite struct TopScreenTests {
  private static let before = TopScreen.Snapshot(
    values: [
      "version": "1.2.3", "ready": "1", "uptime_seconds": "90000", "index_generation": "812",
      "index_entries": "1000000", "requests_lookup": "100", "requests_scan": "0", "items_known": "4",
      "lookup_duration_microseconds_bucket_100": "0", "lookup_duration_microseconds_bucket_1000": "0",
      "lookup_duration_microseconds_bucket_+inf": "0",
    ], milliseconds: 10_000)

  private static func after(_ changes: [String: String]) -> TopScreen.Snapshot {
    TopScreen.Snapshot(values: before.values.merging(changes) { $1 }, milliseconds: 12_000)
  }

  private func line(_ title: String, of lines: [String]) -> String? { lines.first { $0.hasPrefix(title) } }

  @Test func ratesAreTheGrowthOfASecond() {
    let now = Self.after([
      "requests_lookup": "100100", "items_known": "7", "errors_busy": "2", "errors_bad_hash": "1",
      "lookup_duration_microseconds_bucket_100": "98", "lookup_duration_microseconds_bucket_1000": "100",
      "lookup_duration_microseconds_bucket_+inf": "100",
    ])
    let lines = TopScreen(now: now, before: Self.before).lines
    #expect(line("requests/s", of: lines)?.contains("lookup 50.0k   scan 0   errors 1.5") == true)
    #expect(line("items/s", of: lines)?.contains("known 1.5") == true)
    #expect(line("lookup", of: lines)?.contains("half <= 100 us   99 of 100 <= 1 ms") == true)
    #expect(line("scan", of: lines)?.contains("half -") == true)
    #expect(line("errors", of: lines)?.hasSuffix("busy 2   bad_hash 1   ") == true)
    #expect(lines[0] == "matchd 1.2.3   ready   up 25 h   generation 812")
  }

  @Test func atFirstThereAreNoRates() {
    let lines = TopScreen(now: Self.before, before: nil).lines
    #expect(line("requests/s", of: lines)?.contains("lookup -") == true)
    #expect(line("index", of: lines)?.contains("entries 1000.0k") == true)
  }

  @Test func filesAreAccountedFor() {
    let now = Self.after([
      "files_seen": "12", "files_known": "3", "files_unknown": "4", "files_unjudged": "2", "files_error": "1",
      "files_lost": "1", "exposures_avoided": "3",
    ])
    let lines = TopScreen(now: now, before: nil).lines
    let expected = "seen 12   judged 9   unjudged 2   under way 1   exposures avoided 3"
    #expect(line("files", of: lines)?.hasSuffix(expected) == true)
  }

  /// However much there is to tell.
  @Test func theScreenHas80ColumnsAnd24Lines() {
    var values: [String: String] = [:]
    for prefix in ["unjudged_", "errors_", "cell_deaths_", "matches_", "list_entries_"] {
      for number in 0..<200 { values["\(prefix)some-name-\(number)"] = "\(Int.max - number)" }
    }
    for key in Self.before.values.keys where key != "version" { values[key] = "\(Int.max)" }
    let lines = TopScreen(now: Self.after(values), before: Self.before).lines
    #expect(lines.count <= 24)
    #expect(lines.allSatisfy { $0.count <= 80 })
  }

  @Test(
    arguments: [
      (0, "0"), (1.25, "1.3"), (9_999, "9999"), (10_000, "10.0k"), (1_000_000, "1000.0k"), (2.5e7, "25.0M"),
    ] as [(Double, String)])
  func numbersAreShort(number: Double, text: String) { #expect(TopScreen.short(number) == text) }
}
