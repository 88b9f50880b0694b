import HashCore
import MatchProtocol
import MatchService
import Synchronization

/// Writes the rows of a scan as they come, and keeps count.
///
/// Rows may come from any thread, one at a time in their order.
final class ScanReport: Sendable {
  private let format: any RowFormat
  private let state: Mutex<State>

  private struct State: ~Copyable {
    var file: ReportFile
    var summary = ScanSummary()
    var progress = ProgressLine()
    var loss = ReportLoss()

    /// Writes as long as that works.
    mutating func write(_ body: (inout ReportFile) throws -> Void) {
      var loss = loss
      loss.guarding { try body(&file) }
      self.loss = loss
    }
  }

  init(format: any RowFormat, file: consuming ReportFile) {
    self.format = format
    state = Mutex(State(file: file))
  }

  func begin() {
    guard let header = format.header else { return }
    state.withLock { $0.write { try $0.line(header) } }
  }

  /// Writes one row, and counts it also where no more can be written; `false` if nobody reads any more.
  func add(_ file: ScannedFile) -> Bool {
    let path = PercentCoding.encode(file.path, .path)
    let line = format.row(ScanRow(index: file.item.index, path: path, item: file.item))
    return state.withLock { state in
      state.summary.add(file.item)
      state.progress.show(state.summary)
      if let line { state.write { try $0.line(line) } }
      return !state.loss.nobodyReads
    }
  }

  /// Ends the report and says the summary.
  func finish(decode: DecodeMode) -> ScanSummary {
    state.withLock { state in
      state.progress.clear()
      let words = state.summary.text(decode: decode)
      state.write {
        if let footer = format.footer(words) { try $0.line(footer) }
        try $0.commit()
      }
      if !state.loss.nobodyReads { StandardError.line(words) }
      state.summary.hasFailed = state.loss.hasHappened
      return state.summary
    }
  }
}
