import HashCore
import MatchProtocol
import MatchService
import Synchronization

/// Writes the rows of a scan as they come, and keeps count.
///
/// Rows may come from any thread, one at a time in their order.
final class ScanReport: Sendable {
  private let only: Set<RowChoice>
  private let state: Mutex<State>

  private struct State {
    var outputs: [ReportOutput]
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
  }

  /// - Parameter only: the rows that are written; all where it is empty.
  init(_ outputs: sending [ReportOutput], only: Set<RowChoice> = [], progress: sending ScanProgress) {
    self.only = only
    state = Mutex(State(outputs: outputs, progress: progress))
  }

  func begin() {
    state.withLock { for output in $0.outputs { output.begin() } }
  }

  /// Writes one row, and counts it also where no more can be written; `false` if nobody reads any more.
  func add(_ file: ScannedFile) -> Bool {
    let row = ScanRow(file)
    return state.withLock { state in
      state.summary.add(file.item)
      if only.isEmpty || row.item.isAny(of: only) { state.write(row) }
      state.progress.show(state.summary)
      return !state.nobodyReads
    }
  }

  /// Ends the report and says the summary.
  /// - Parameters:
  ///   - copyCount: how many files had the bytes of another one; `nil` where nobody knows.
  ///   - interrupted: whether files may be missing since somebody stopped the scan.
  func finish(decode: DecodeMode, copyCount: Int?, interrupted: Bool) -> ScanSummary {
    state.withLock { state in
      state.summary.copyCount = copyCount
      state.summary.isInterrupted = interrupted
      state.progress.clear()
      if interrupted { state.write(.interruption(at: state.summary.total)) }
      let words = state.summary.text(decode: decode)
      for output in state.outputs { output.end(words) }
      if !state.nobodyReads { StandardError.line(words) }
      state.summary.hasFailed = state.outputs.contains { $0.loss.hasHappened }
      return state.summary
    }
  }
}

extension ScanRow {
  fileprivate init(_ file: ScannedFile) {
    self.init(index: file.item.index, path: PercentCoding.encode(file.path, .path), item: file.item)
  }

  /// The last row of a report that is not complete: who reads rows alone is told too.
  fileprivate static func interruption(at index: Int) -> ScanRow {
    let error = ItemError(
      code: "INTERRUPTED", errorClass: ErrorClass.retry.rawValue,
      message: "the scan was interrupted: files that have no row were not looked at")
    return ScanRow(index: index, path: "", item: Item(index: index, outcome: .failed(error)))
  }
}

extension Item {
  /// What could not be judged is told together, whatever the reason.
  fileprivate func isAny(of choices: Set<RowChoice>) -> Bool {
    if leads != nil, choices.contains(.leads) { return true }
    switch verdict {
    case .known: return choices.contains(.known)
    case .unknown: return choices.contains(.unknown)
    case .unjudged, nil: return choices.contains(.unjudged)
    }
  }
}
