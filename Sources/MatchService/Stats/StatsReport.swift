import Cells
import HashCore
import MatchProtocol
import Matcher

/// What `STATS` says, in its fixed order.
struct StatsReport {
  /// What is so at this moment, beside what was counted.
  struct Gauges: Sendable {
    var uptimeSeconds: Int
    var isDraining: Bool
    var connectionsOpen: Int
    var requestsWaiting: Int
    var bodyByteCountHeld: Int
    var workerCount: Int
    var isReady: Bool
    /// `nil` where pictures are decoded in this process.
    var cells: CellStatistics?
    var loaded: LoadedIndex?
  }

  let gauges: Gauges
  let counts: ServiceCounters.Counts

  var metrics: [Metric] {
    gaugeMetrics + indexMetrics + countMetrics + cellMetrics + labelledMetrics
      + histogram("lookup_duration_microseconds", counts.lookupMicroseconds)
      + histogram("scan_duration_microseconds", counts.scanMicroseconds)
  }

  private var gaugeMetrics: [Metric] {
    [
      Metric("uptime_seconds", .gauge, gauges.uptimeSeconds),
      Metric("ready", .gauge, gauges.isReady ? 1 : 0),
      Metric("draining", .gauge, gauges.isDraining ? 1 : 0),
      Metric("connections_open", .gauge, gauges.connectionsOpen),
      Metric("requests_waiting", .gauge, gauges.requestsWaiting),
      Metric("body_bytes_held", .gauge, gauges.bodyByteCountHeld),
      Metric("workers", .gauge, gauges.workerCount),
    ]
  }

  private var indexMetrics: [Metric] {
    let header = gauges.loaded?.header
    return [
      Metric("index_generation", .gauge, Int(clamping: header?.generation ?? 0)),
      Metric("index_sequence", .gauge, Int(clamping: gauges.loaded?.index.sequence ?? 0)),
      Metric("index_entries", .gauge, gauges.loaded?.index.entryCount ?? 0),
      Metric("index_hashes", .gauge, header?.hashCount ?? 0),
      Metric("index_digests", .gauge, header?.digestCount ?? 0),
      Metric("index_age_seconds", .gauge, gauges.loaded?.ageSeconds ?? 0),
      Metric("index_changed_in_place", .gauge, gauges.loaded?.trust.lostBy == nil ? 0 : 1),
    ]
  }

  private var countMetrics: [Metric] {
    [
      Metric("reloads", .counter, counts.reloads),
      Metric("reload_failures", .counter, counts.reloadFailures),
      Metric("connections_accepted", .counter, counts.connectionsAccepted),
      Metric("connections_refused", .counter, counts.connectionsRefused),
      Metric("connections_timed_out", .counter, counts.connectionsTimedOut),
      Metric("received_bytes", .counter, counts.receivedByteCount),
      Metric("sent_bytes", .counter, counts.sentByteCount),
      Metric("internal_errors", .counter, counts.internalErrors),
    ]
  }

  private var cellMetrics: [Metric] {
    let cells = gauges.cells ?? CellStatistics()
    return [
      Metric("isolation", .gauge, gauges.cells == nil ? 0 : 1),
      Metric("cells", .gauge, cells.live),
      Metric("cell_starts", .counter, cells.starts),
      Metric("cell_start_failures", .counter, cells.startFailures),
      Metric("cells_worn_out", .counter, cells.wornOut),
    ]
      + CellStatistics.Cause.allCases.map {
        Metric("cell_deaths", .counter, cells.deaths[$0] ?? 0, label: Field("cause", $0.rawValue))
      }
  }

  private var labelledMetrics: [Metric] {
    let items = counts.items
    return Verb.allCases.map {
      Metric("requests", .counter, counts.requests[$0] ?? 0, label: Field("verb", $0.rawValue))
    }
      + ErrorCode.allCases.map {
        Metric("errors", .counter, counts.errors[$0] ?? 0, label: Field("code", $0.rawValue))
      }
      + [
        Metric("items", .counter, items.known, label: Field("verdict", "known")),
        Metric("items", .counter, items.unknown, label: Field("verdict", "unknown")),
        Metric("items", .counter, items.unjudgedCount, label: Field("verdict", "unjudged")),
        Metric("items", .counter, items.errors, label: Field("verdict", "error")),
      ]
      + [
        Metric("items_with_leads", .counter, items.withLeads),
        Metric("items_suppressed", .counter, items.withSuppressed),
      ]
      + UnjudgedReason.allCases.map {
        Metric("unjudged", .counter, items.unjudged[$0.rawValue] ?? 0, label: Field("reason", $0.rawValue))
      }
      + [Metric("unread_pictures", .counter, items.unreadPictures)]
      + DecodeMode.allCases.map {
        Metric("pictures", .counter, items.decoded[$0.rawValue] ?? 0, label: Field("decode", $0.rawValue))
      }
  }

  private func histogram(_ name: String, _ histogram: Histogram) -> [Metric] {
    var running = 0
    var metrics: [Metric] = []
    for (index, count) in histogram.counts.enumerated() {
      running += count
      let limit = Histogram.limits.indices.contains(index) ? "\(Histogram.limits[index])" : "+Inf"
      metrics.append(Metric("\(name)_bucket", .histogram, running, label: Field("le", limit)))
    }
    metrics.append(Metric("\(name)_sum", .histogram, histogram.sum))
    metrics.append(Metric("\(name)_count", .histogram, histogram.total))
    return metrics
  }
}
