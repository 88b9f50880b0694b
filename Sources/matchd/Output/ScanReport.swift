import HashCore
import MatchProtocol
import MatchService
import Synchronization

/// Writes the reports of a scan, rows as they come where that can be, and keeps count.
///
/// Rows may come from any thread, one at a time in their order.
final class ScanReport: Sendable {
  private let only: Set<RowChoice>
  private let state: Mutex<State>

  private struct State {
    var outputs: [ReportOutput]
    /// What is kept for the end, where anything is.
    var gathered: GatheredScan?
    var gathering = ReportLoss()
    var summary = ScanSummary()
    var progress: ScanProgress

    var nobodyReads: Bool { outputs.allSatisfy(\.loss.nobodyReads) }

    /// Writes a row where people may be reading something else on the same screen.
    mutating func write(_ row: ScanRow) {
      if outputs.contains(where: \.isOnTerminal) { progress.clear() }
      for output in outputs { output.add(row) }
      guard let error = row.item.error, outputs.contains(where: \.needsErrorsTold) else { return }
      progress.clear()
      StandardError.line(row.path.isEmpty ? error.message : "\(row.path): \(error.message)")
    }

    mutating func keep(_ file: ScannedFile) {
      guard let gathered else { return }
      gathering.guarding { try gathered.add(file) }
    }
  }

  /// - Parameters:
  ///   - only: the rows that are written; all where it is empty.
  ///   - gathered: what is kept of the scan, where an output needs that.
  init(
    _ outputs: sending [ReportOutput], only: Set<RowChoice> = [], gathered: sending GatheredScan? = nil,
    progress: sending ScanProgress
  ) {
    self.only = only
    state = Mutex(State(outputs: outputs, gathered: gathered, progress: progress))
  }

  func begin() {
    state.withLock { for output in $0.outputs { output.begin() } }
  }

  /// Writes one row, and counts it also where no more can be written; `false` if nobody reads any more.
  func add(_ file: ScannedFile) -> Bool {
    let row = ScanRow(file)
    return state.withLock { state in
      state.summary.add(file.item)
      state.keep(file)
      if row.item.isAny(of: only) { state.write(row) }
      state.progress.show(state.summary)
      return !state.nobodyReads
    }
  }

  /// Ends the reports and says the summary.
  /// - Parameters:
  ///   - copyCount: how many files had the bytes of another one; `nil` where nobody knows.
  ///   - interrupted: whether files may be missing since somebody stopped the scan.
  ///   - facts: what a page says of the scan.
  func finish(
    decode: DecodeMode, copyCount: Int?, interrupted: Bool, _ facts: ScanPage.Facts, _ style: ScanPage.Style
  ) -> ScanSummary {
    state.withLock { state in
      state.summary.copyCount = copyCount
      state.summary.isInterrupted = interrupted
      state.progress.clear()
      if interrupted { state.write(.interruption(at: state.summary.total)) }
      end(&state, facts, style)
      if !state.nobodyReads { StandardError.line(state.summary.text(decode: decode)) }
      state.summary.hasFailed =
        state.gathering.hasHappened || state.outputs.contains { $0.loss.hasHappened }
      return state.summary
    }
  }

  private func end(_ state: inout State, _ facts: ScanPage.Facts, _ style: ScanPage.Style) {
    let gathered = state.gathered
    if let gathered {
      state.gathering.guarding { try gathered.group() }
      state.summary.clusters = gathered.clusters
    }
    let summary = state.summary
    for output in state.outputs {
      output.end { forPeople, body in
        guard let gathered else { return }
        for number in forPeople ? gathered.readingOrder : Array(0..<gathered.count) {
          let row = try gathered.row(number)
          if row.item.isAny(of: only) { try body(row) }
        }
        if summary.isInterrupted { try body(.interruption(at: gathered.count)) }
      } page: {
        guard let gathered else { throw Failure("expected the rows of the scan, found none") }
        return try ScanPage(gathered, summary, facts, style)
      }
    }
  }
}

extension Item {
  /// What could not be judged is told together, whatever the reason. Nothing chosen is all.
  fileprivate func isAny(of choices: Set<RowChoice>) -> Bool {
    if choices.isEmpty || leads != nil && choices.contains(.leads) { return true }
    switch verdict {
    case .known: return choices.contains(.known)
    case .unknown: return choices.contains(.unknown)
    case .unjudged, nil: return choices.contains(.unjudged)
    }
  }
}
