/// One report that is being written: rows of one format, to one place.
final class ReportOutput {
  private let format: any RowFormat
  private var file: ReportFile
  private(set) var loss = ReportLoss()

  init(_ format: any RowFormat, to path: PathArgument?) throws(Failure) {
    self.format = format
    file = try ReportFile(path)
  }

  /// Whether rows stand where words for people stand too.
  var isOnTerminal: Bool { file.isOnTerminal }

  /// Whether it has no place for what went wrong with a file.
  var needsErrorsTold: Bool { format.isForPeople }

  func begin() {
    if let header = format.header { write { try $0.line(header) } }
  }

  func add(_ row: ScanRow) {
    if let line = format.row(row) { write { try $0.line(line) } }
  }

  /// Writes what stands behind the rows, and gives a file its name.
  func end(_ summary: String) {
    write {
      if let footer = format.footer(summary) { try $0.line(footer) }
      try $0.commit()
    }
  }

  /// Writes as long as that works.
  private func write(_ body: (inout ReportFile) throws -> Void) {
    loss.guarding { try body(&file) }
  }
}
