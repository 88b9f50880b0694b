import MatchProtocol
import Platform

/// A line on standard error that is written over as the work goes on; only where somebody sees it.
struct ProgressLine {
  private let isShown = StandardError.isTerminal
  private var nextTime: UInt64 = 0
  private static let pauseMilliseconds: UInt64 = 100

  mutating func show(_ summary: ScanSummary) {
    show("\(summary.total) files, \(summary.known) known, \(summary.unjudged) unjudged")
  }

  /// - Parameter text: is made only where it is shown.
  mutating func show(_ text: @autoclosure () -> String) {
    guard isShown, Clock.milliseconds >= nextTime else { return }
    nextTime = Clock.milliseconds + Self.pauseMilliseconds
    StandardError.raw("\r\u{1B}[K\(PercentCoding.encode(text(), .words))")
  }

  func clear() {
    if isShown { StandardError.raw("\r\u{1B}[K") }
  }
}
