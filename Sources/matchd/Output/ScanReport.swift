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
    /// Why no more can be written.
    var failure: (any Error)?
  }

  init(format: any RowFormat, file: consuming ReportFile) {
    self.format = format
    state = Mutex(State(file: file))
  }

  func begin() throws {
    guard let header = format.header else { return }
    try state.withLock { state in try state.file.line(header) }
  }

  /// Writes one row; `false` if there is no point in further ones.
  func add(_ file: ScannedFile) -> Bool {
    let path = PercentCoding.encode(file.path, .path)
    let line = format.row(ScanRow(index: file.item.index, path: path, item: file.item))
    return state.withLock { state in
      state.summary.add(file.item)
      state.progress.show(state.summary)
      do {
        if let line { try state.file.line(line) }
      } catch {
        state.failure = error
      }
      return state.failure == nil
    }
  }

  /// Ends the report and says the summary.
  func finish(decode: DecodeMode) throws -> ScanSummary {
    try state.withLock { state in
      state.progress.clear()
      if let failure = state.failure { throw failure }
      let words = state.summary.text(decode: decode)
      if let footer = format.footer(words) { try state.file.line(footer) }
      try state.file.commit()
      StandardError.line(words)
      return state.summary
    }
  }
}
