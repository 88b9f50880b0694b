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

  private var metrics: [Metric] {
    let gauges = StatsReport.Gauges(
      uptimeSeconds: 1, isDraining: false, connectionsOpen: 2, requestsWaiting: 3, bodyByteCountHeld: 4,
      workerCount: 5, isReady: false, loaded: nil)
    return StatsReport(gauges: gauges, counts: ServiceCounters().snapshot).metrics
  }

  @Test func everyKeyIsDocumented() {
    for metric in metrics {
      let isNamed = document.contains("`\(metric.name)`")
      let family = metric.kind == .histogram ? String(metric.family.dropFirst("matchd_".count)) : metric.name
      #expect(isNamed || document.contains("`\(family)_{"), "docs/protocol.md lacks \(metric.key)")
    }
  }

  @Test func everyErrorIsDocumented() {
    for code in ErrorCode.allCases {
      #expect(document.contains("`\(code.rawValue)"), "docs/protocol.md lacks \(code.rawValue)")
    }
  }

  @Test func keysAreDistinctAndOneWord() {
    let keys = metrics.map(\.key)
    #expect(Set(keys).count == keys.count)
    #expect(keys.allSatisfy { !$0.contains(" ") })
  }

  @Test func histogramsCountUpwards() {
    var histogram = Histogram()
    for microseconds in [1, 100, 101, 1_000_000_000] { histogram.add(microseconds) }
    #expect(histogram.counts == [2, 1, 0, 0, 0, 0, 1])
    #expect(histogram.total == 4)
    #expect(histogram.sum == 1_000_000_202)
  }

  @Test func labelsAndKindsStandAsPrometheusWantsThem() {
    let text = [
      Metric("ready", .gauge, 1), Metric("requests", .counter, 2, label: Field("verb", "ping")),
      Metric("requests", .counter, 3, label: Field("verb", "scan")),
    ].exposition
    #expect(
      text == """
        # TYPE matchd_ready gauge
        matchd_ready 1
        # TYPE matchd_requests_total counter
        matchd_requests_total{verb="ping"} 2
        matchd_requests_total{verb="scan"} 3

        """)
  }
}
