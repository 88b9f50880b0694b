import Foundation
import MatchProtocol
import TestSupport
import Testing

@testable import MatchService

@Suite struct StatsReportTests {
  private let document: String

  init() throws {
    document = try String(contentsOf: Repository.root.appending(path: "docs/protocol.md"), encoding: .utf8)
  }

  /// With something in each family.
  private static var families: [MetricFamily] {
    let gauges = StatsReport.Gauges(
      uptimeSeconds: 1, isDraining: false, connectionsOpen: 2, requestsWaiting: 3, bodyByteCountHeld: 4,
      workerCount: 5, isReady: false, loaded: nil)
    var counts = ServiceCounters.Counts()
    counts.items.add(
      Item(
        index: 0,
        outcome: .known(
          KnownFields(
            best: MatchFields(
              list: "our list", entry: "e", state: "confirmed", method: "md5", grade: "exact")))))
    counts.pictureMicroseconds["jpeg", default: Histogram()].add(1500)
    return StatsReport(gauges: gauges, counts: counts).families
  }

  @Test func everyFamilyIsDocumentedAndExplained() {
    for family in Self.families {
      let isNamed = document.contains("`\(family.name)`") || document.contains("`\(family.name)_{")
      #expect(isNamed, "docs/protocol.md lacks \(family.name)")
      #expect(family.help.hasSuffix("."), "\(family.name)")
    }
  }

  @Test func everyErrorIsDocumented() {
    for code in ErrorCode.allCases {
      #expect(document.contains("`\(code.rawValue)"), "docs/protocol.md lacks \(code.rawValue)")
    }
  }

  @Test func keysAreDistinctAndOneWord() {
    let keys = Self.families.flatMap(\.stats).map(\.key)
    #expect(Set(keys).count == keys.count)
    #expect(keys.allSatisfy { !$0.contains(" ") })
    #expect(keys.contains("matches_our%20list_exact") && keys.contains("errors_bad_request"))
    #expect(keys.contains("picture_duration_microseconds_bucket_jpeg_2500"))
  }

  @Test func histogramsCountUpwards() {
    var histogram = Histogram()
    for microseconds in [1, 100, 101, 1_000_000_000] { histogram.add(microseconds) }
    #expect(histogram.counts.prefix(2) == [2, 1] && histogram.counts.last == 1)
    #expect(histogram.total == 4)
    #expect(histogram.sum == 1_000_000_202)
  }

  @Test func familiesStandAsPrometheusWantsThem() {
    let text = [
      MetricFamily("ready", .gauge, 1, "Is it."),
      MetricFamily("requests", .counter, by: "verb", [("ping", 2), ("a\"\\\n", 3)], "By verb."),
    ].exposition
    #expect(
      text == #"""
        # HELP matchd_ready Is it.
        # TYPE matchd_ready gauge
        matchd_ready 1
        # HELP matchd_requests_total By verb.
        # TYPE matchd_requests_total counter
        matchd_requests_total{verb="ping"} 2
        matchd_requests_total{verb="a\"\\\n"} 3

        """#)
  }

  /// `STAT` lines count microseconds, Prometheus seconds.
  @Test func durationsAreInBaseUnits() {
    var histogram = Histogram()
    histogram.add(250_001)
    let family = MetricFamily("lookup_duration_microseconds", histogram, "Time.")
    #expect(family.stats.contains { $0.key == "lookup_duration_microseconds_sum" && $0.value == 250_001 })
    let lines = [family].exposition.split(separator: "\n")
    #expect(lines.contains("matchd_lookup_duration_seconds_sum 0.250001"))
    #expect(lines.contains("matchd_lookup_duration_seconds_bucket{le=\"0.25\"} 0"))
    #expect(lines.contains("matchd_lookup_duration_seconds_bucket{le=\"0.5\"} 1"))
    #expect(lines.contains("matchd_lookup_duration_seconds_bucket{le=\"+Inf\"} 1"))
    #expect(lines.contains("matchd_lookup_duration_seconds_count 1"))
  }

  /// What alerts and the dashboard ask for is told.
  @Test(arguments: ["prometheus/matchd.rules.yml", "grafana/matchd.json"])
  func whatIsWatchedExists(path: String) throws {
    let text = try String(contentsOf: Repository.root.appending(path: "packaging/\(path)"), encoding: .utf8)
    let names = Set(text.matches(of: /matchd_[a-z_]+/).map { String($0.0) })
    let told = Self.families.flatMap { family in
      family.samples.map { family.exposedName + $0.suffix }
    }
    #expect(names.count > 12)
    // Lists are named only where there is an index.
    #expect(names.subtracting(told).subtracting(["matchd_list_entries"]) == [])
  }
}
