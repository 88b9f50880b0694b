import Glibc

/// A line on standard error that is written over as a scan goes on; only where somebody sees it.
struct ProgressLine {
  private let isShown = StandardError.isTerminal
  private var nextTime: Int64 = 0
  private static let pauseMilliseconds: Int64 = 100

  mutating func show(_ summary: ScanSummary) {
    guard isShown, Self.milliseconds() >= nextTime else { return }
    nextTime = Self.milliseconds() + Self.pauseMilliseconds
    StandardError.raw(
      "\r\u{1B}[K\(summary.total) files, \(summary.known) known, \(summary.unjudged) unjudged")
  }

  func clear() {
    if isShown { StandardError.raw("\r\u{1B}[K") }
  }

  private static func milliseconds() -> Int64 {
    var time = timespec()
    // SAFETY: the call fills `time`.
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}
