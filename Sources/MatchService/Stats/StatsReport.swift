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

  var families: [MetricFamily] {
    serviceFamilies + indexFamilies + trafficFamilies + cellFamilies + requestFamilies + itemFamilies
      + fileFamilies + durationFamilies
  }

  private var serviceFamilies: [MetricFamily] {
    [
      MetricFamily("uptime_seconds", .gauge, gauges.uptimeSeconds, "Since the start."),
      MetricFamily("ready", .gauge, gauges.isReady ? 1 : 0, "1 where requests are answered."),
      MetricFamily("draining", .gauge, gauges.isDraining ? 1 : 0, "1 where no request is taken any more."),
      MetricFamily("connections_open", .gauge, gauges.connectionsOpen, "Connections."),
      MetricFamily(
        "requests_waiting", .gauge, gauges.requestsWaiting,
        "Requests that wait for a worker or are worked on."),
      MetricFamily("body_bytes_held", .gauge, gauges.bodyByteCountHeld, "Bodies that are not decoded yet."),
      MetricFamily("workers", .gauge, gauges.workerCount, "Threads for short look-ups."),
    ]
  }

  private var indexFamilies: [MetricFamily] {
    let (loaded, header) = (gauges.loaded, gauges.loaded?.header)
    return [
      MetricFamily(
        "index_generation", .gauge, Int(clamping: header?.generation ?? 0), "Of the index that answers."),
      MetricFamily(
        "index_sequence", .gauge, Int(clamping: loaded?.index.sequence ?? 0),
        "The last change of the list store that answers have."),
      MetricFamily("index_entries", .gauge, loaded?.index.entryCount ?? 0, "Entries that can be found."),
      MetricFamily("index_hashes", .gauge, header?.hashCount ?? 0, "Distinct hashes."),
      MetricFamily("index_digests", .gauge, header?.digestCount ?? 0, "Digests."),
      MetricFamily(
        "list_entries", .gauge, by: "list",
        loaded?.lists.map { (label: $0.list.name, count: $0.entryCount) } ?? [],
        "Entries that can be found, by list."),
      MetricFamily("index_age_seconds", .gauge, loaded?.ageSeconds ?? 0, "Since its file was written."),
      MetricFamily(
        "index_changed_in_place", .gauge, loaded?.trust.lostBy == nil ? 0 : 1,
        "1 where its file was written into."),
    ]
  }

  private var trafficFamilies: [MetricFamily] {
    [
      MetricFamily("reloads", .counter, counts.reloads, "Indexes opened."),
      MetricFamily("reload_failures", .counter, counts.reloadFailures, "Indexes that could not be opened."),
      MetricFamily("connections_accepted", .counter, counts.connectionsAccepted, "Connections taken."),
      MetricFamily("connections_refused", .counter, counts.connectionsRefused, "Connections turned away."),
      MetricFamily(
        "connections_timed_out", .counter, counts.connectionsTimedOut, "Connections closed for their silence."
      ),
      MetricFamily("received_bytes", .counter, counts.receivedByteCount, "Bytes from clients."),
      MetricFamily("sent_bytes", .counter, counts.sentByteCount, "Bytes to clients."),
      MetricFamily("internal_errors", .counter, counts.internalErrors, "Errors with an id in the log."),
    ]
  }

  private var cellFamilies: [MetricFamily] {
    let cells = gauges.cells ?? CellStatistics()
    return [
      MetricFamily(
        "isolation", .gauge, gauges.cells == nil ? 0 : 1, "1 where pictures are decoded in cells."),
      MetricFamily("cells", .gauge, cells.live, "Cells that are alive."),
      MetricFamily("cell_starts", .counter, cells.starts, "Cells started."),
      MetricFamily("cell_start_failures", .counter, cells.startFailures, "Cells that could not be started."),
      MetricFamily("cells_worn_out", .counter, cells.wornOut, "Cells replaced after enough work."),
      MetricFamily(
        "cell_deaths", .counter, by: "cause",
        CellStatistics.Cause.allCases.map { (label: $0.rawValue, count: cells.deaths[$0] ?? 0) },
        "Cells that ended otherwise, by cause."),
    ]
  }

  private var requestFamilies: [MetricFamily] {
    [
      MetricFamily(
        "requests", .counter, by: "verb",
        Verb.allCases.map { (label: $0.rawValue, count: counts.requests[$0] ?? 0) }, "Requests, by verb."),
      MetricFamily(
        "errors", .counter, by: "code",
        ErrorCode.allCases.map { (label: $0.rawValue, count: counts.errors[$0] ?? 0) },
        "ERR replies, by code."),
      MetricFamily(
        "quota_refusals", .counter, by: "quota",
        ClientQuota.Kind.allCases.map { (label: $0.rawValue, count: counts.quotaRefusals[$0] ?? 0) },
        "Requests refused since their client had used up a quota."),
      MetricFamily("probe_alarms", .counter, counts.probeAlarms, "Clients noticed feeling for an entry."),
    ]
  }

  private var itemFamilies: [MetricFamily] {
    let items = counts.items
    return [
      MetricFamily("items", .counter, by: "verdict", items.byOutcome, "Queries and pictures, by verdict."),
      MetricFamily(
        "matches", .counter, by: ("list", "grade"),
        items.matches.sorted { ($0.key.list, $0.key.grade) < ($1.key.list, $1.key.grade) }
          .map { (labels: ($0.key.list, $0.key.grade), count: $0.value) },
        "Known items, by the list and the grade of their best match."),
      MetricFamily("items_with_leads", .counter, items.withLeads, "Items that tell a lead."),
      MetricFamily(
        "items_suppressed", .counter, items.withSuppressed,
        "Items that negative lists took matches away from."),
      MetricFamily(
        "unjudged", .counter, by: "reason",
        UnjudgedReason.allCases.map { (label: $0.rawValue, count: items.unjudged[$0.rawValue] ?? 0) },
        "Unjudged items, by reason."),
      MetricFamily(
        "unread_pictures", .counter, items.unreadPictures, "Pictures of a format that is not decoded."),
      MetricFamily(
        "pictures", .counter, by: "decode",
        DecodeMode.allCases.map { (label: $0.rawValue, count: items.decoded[$0.rawValue] ?? 0) },
        "Pictures, by the path that answered."),
    ]
  }

  /// Counted at both ends, so that a file that is lost in between shows.
  private var fileFamilies: [MetricFamily] {
    [
      MetricFamily("files_seen", .counter, counts.filesSeen, "Files of SCAN that were to be judged."),
      MetricFamily(
        "files", .counter, by: "outcome", counts.files.byOutcome + [("lost", counts.filesLost)],
        "What became of them; lost: the index was changed meanwhile, and the request refused."),
      MetricFamily(
        "exposures_avoided", .counter, counts.files.known, "Known files that nobody has to look at."),
    ]
  }

  private var durationFamilies: [MetricFamily] {
    [
      MetricFamily(
        "lookup_duration_microseconds", counts.lookupMicroseconds,
        "A LOOKUP, from its last byte to its reply."),
      MetricFamily(
        "scan_duration_microseconds", counts.scanMicroseconds, "A SCAN, from its last byte to its reply."),
      MetricFamily(
        "picture_duration_microseconds", by: "format",
        counts.pictureMicroseconds.sorted { $0.key < $1.key }.map { (label: $0.key, $0.value) },
        "Decoding, hashing and looking up one file, by format."),
    ]
  }
}

extension ItemTally {
  fileprivate var byOutcome: [(label: String, count: Int)] {
    [("known", known), ("unknown", unknown), ("unjudged", unjudgedCount), ("error", errors)]
  }
}
