/// One report that is being written, to one place.
final class ReportOutput {
  enum Content {
    /// As they come.
    case rows(any RowFormat)
    /// Once all are there.
    case rowsAtTheEnd(any RowFormat)
    case page
  }

  private let content: Content
  private var file: ReportFile
  private(set) var loss = ReportLoss()

  init(_ content: Content, to path: PathArgument?) throws(Failure) {
    self.content = content
    file = try ReportFile(path)
  }

  /// Whether rows stand where words for people stand too.
  var isOnTerminal: Bool { file.isOnTerminal }

  /// Whether it has no place for what went wrong with a file.
  var needsErrorsTold: Bool {
    switch content {
    case .rows(let format), .rowsAtTheEnd(let format): format.isForPeople
    case .page: false
    }
  }

  func begin() {
    if case .rows(let format) = content, let header = format.header { write { try $0.line(header) } }
  }

  func add(_ row: ScanRow) {
    if case .rows(let format) = content, let line = format.row(row) { write { try $0.line(line) } }
  }

  /// Writes what is to stand there at the end, and gives a file its name.
  /// - Parameters:
  ///   - rows: calls its argument with each row, in the order that people read them in or as they came.
  ///   - page: makes the page.
  func end(
    _ rows: (_ forPeople: Bool, (ScanRow) throws -> Void) throws -> Void, page: () throws -> ScanPage
  ) {
    write { file in
      switch content {
      case .rows: break
      case .rowsAtTheEnd(let format):
        if let header = format.header { try file.text(header + "\n") }
        try rows(format.isForPeople) { row in
          if let line = format.row(row) { try file.text(line + "\n") }
        }
      case .page: try page().write { try file.text($0 + "\n") }
      }
      try file.commit()
    }
  }

  /// Writes as long as that works.
  private func write(_ body: (inout ReportFile) throws -> Void) {
    loss.guarding { try body(&file) }
  }
}
