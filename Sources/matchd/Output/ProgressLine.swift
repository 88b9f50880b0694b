import Platform

/// A line on standard error that is written over as a scan goes on; only where somebody sees it.
struct ProgressLine {
  private let isShown = StandardError.isTerminal
  private var nextTime: UInt64 = 0
  private static let pauseMilliseconds: UInt64 = 100

  mutating func show(_ summary: ScanSummary) {
    guard isShown, Clock.milliseconds >= nextTime else { return }
    nextTime = Clock.milliseconds + Self.pauseMilliseconds
    StandardError.raw(
      "\r\u{1B}[K\(summary.total) files, \(summary.known) known, \(summary.unjudged) unjudged")
  }

  func clear() {
    if isShown { StandardError.raw("\r\u{1B}[K") }
  }
}
