import MatchService
import Platform
import Synchronization

/// Says how far a scan is.
struct ScanProgress {
  private var line: ProgressLine
  private let total: PlaceCount?
  private let start = Clock.milliseconds

  /// - Parameter work: what is scanned, to be counted where anything is said at all.
  init(of work: ScanWork, isQuiet: Bool) {
    line = ProgressLine(isQuiet ? .none : StandardError.isTerminal ? .rewritten : .lines)
    total = line.isShown ? PlaceCount(of: work) : nil
  }

  mutating func show(_ summary: ScanSummary) {
    line.show(Self.text(summary, total: total?.value, milliseconds: Clock.milliseconds - start))
  }

  mutating func clear() { line.clear() }

  /// `1204 of 20000 files, 85 a second, 222 s left: 12 known, 3 with leads, 9 unjudged`
  ///
  /// - Parameter total: `nil` as long as the files are still being counted.
  static func text(_ summary: ScanSummary, total: Int?, milliseconds: UInt64) -> String {
    let seconds = max(Double(milliseconds) / 1000, 0.001)
    let rate = Double(summary.total) / seconds
    var text = "\(summary.total)" + (total.map { " of \($0)" } ?? "") + " files, \(Int(rate)) a second"
    if let total, summary.total > 0 {
      text += ", \(Int((Double(max(0, total - summary.total)) / rate).rounded(.up))) s left"
    }
    return text + ": \(summary.known) known, \(summary.withLeads) with leads, \(summary.unjudged) unjudged"
  }
}

/// Counts what there is to be scanned, while it is scanned.
private final class PlaceCount: Sendable {
  private let count = Atomic(-1)

  init(of work: ScanWork) {
    let thread = try? WorkerThread { [self] in
      var work = work
      var count = 0
      while work.next() != nil { count += 1 }
      self.count.store(count, ordering: .relaxed)
    }
    thread?.detach()
  }

  /// `nil` until everything is counted.
  var value: Int? {
    let value = count.load(ordering: .relaxed)
    return value < 0 ? nil : value
  }
}
