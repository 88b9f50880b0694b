import HashCore
import MatchProtocol
import MatchService
import Matcher
import Platform

/// The counts of a scan or of a look-up, and what they mean for the exit code.
struct ScanSummary {
  private var tally = ItemTally()
  /// How many files had the bytes of another one; `nil` where nobody knows.
  var copyCount: Int?
  /// Whether somebody stopped the scan.
  var isInterrupted = false
  /// Whether the run did not come to its end, or not all of it could be told.
  var hasFailed = false

  var known: Int { tally.known }
  var unjudged: Int { tally.unjudgedCount }
  /// Of the unknown part, where they are made.
  var clusters: PictureClusters?

  var unknown: Int { tally.unknown }
  var skipped: Int { tally.skippedCount }
  var errors: Int { tally.errors }
  var withLeads: Int { tally.withLeads }
  /// Pictures that nobody has to look at: known ones, and those that another one of their cluster stands for.
  var exposuresAvoided: Int { known + (clusters?.representedCount ?? 0) }
  var total: Int { tally.total }

  mutating func add(_ item: Item) { tally.add(item) }

  /// Silence never means clean: 0 only if everything was judged, told, and nothing known. Something known
  /// counts whatever else failed.
  var status: ExitStatus {
    if known > 0 { return .known }
    return hasFailed || isInterrupted || unjudged + tally.errors + gapCount > 0 ? .failure : .success
  }

  /// Whether there was no file at all: what was asked about was not there.
  var isEmpty: Bool { total == tally.skippedCount }

  /// What was skipped and is not looked at elsewhere.
  private var gapCount: Int {
    tally.skipped.reduce(0) { SkippedKind(rawValue: $1.key)?.isGap == false ? $0 : $0 + $1.value }
  }

  /// One line; everything that was seen is counted once.
  func text(decode: DecodeMode) -> String {
    let reservation = decode == .fast ? "; decoded fast, which is for files that nobody has crafted" : ""
    let leads = tally.withLeads > 0 ? "; \(tally.withLeads) with leads" : ""
    let suppressed = tally.withSuppressed > 0 ? "; \(tally.withSuppressed) suppressed" : ""
    let grouped = clusters.map { "; \($0.clusters.count) clusters" } ?? ""
    let copies = copyCount.flatMap { $0 > 0 ? "; \($0) exact copies of others" : nil } ?? ""
    return "\(isInterrupted ? "interrupted: " : "")\(total) files: \(known) known, \(tally.unknown) unknown, "
      + "\(unjudged) unjudged\(parts(tally.unjudged, UnjudgedReason.allCases.map(\.rawValue))), "
      + "\(tally.skippedCount) skipped\(parts(tally.skipped, SkippedKind.allCases.map(\.rawValue))), "
      + "\(tally.errors) errors; \(exposuresAvoided) exposures avoided"
      + "\(grouped)\(copies)\(leads)\(suppressed)\(reservation)"
  }

  /// The counts that are not 0, in the order of `words`; a newer daemon's own words follow.
  private func parts(_ counts: [String: Int], _ words: [String]) -> String {
    let names = words.filter { counts[$0] != nil } + counts.keys.filter { !words.contains($0) }.sorted()
    let parts = names.map { "\($0) \(counts[$0, default: 0])\(pictures(among: $0))" }
    return parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))"
  }

  /// Ten unread pictures are not hidden by a disk of text files.
  private func pictures(among reason: String) -> String {
    reason == UnjudgedReason.unsupportedFormat.rawValue ? " of which \(tally.unreadPictures) pictures" : ""
  }
}
