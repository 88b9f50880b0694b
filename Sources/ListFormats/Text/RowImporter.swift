/// An importer of a format of rows, each of which is a record or the names of the columns.
protocol RowImporter: ListImporter {
  var rows: CSVRows { get set }

  mutating func take(_ row: CSVRow, into batch: inout ImportBatch) throws(ImportError)
}

extension RowImporter {
  mutating func read(_ text: Span<UInt8>, into batch: inout ImportBatch) throws(ImportError) {
    var row = CSVRow()
    var start = 0
    while let event = try rows.next(in: text, from: &start, into: &row) {
      try take(event, row, into: &batch)
    }
  }

  mutating func finish(into batch: inout ImportBatch) throws(ImportError) {
    var row = CSVRow()
    if let event = try rows.last(into: &row) { try take(event, row, into: &batch) }
  }

  private mutating func take(
    _ event: CSVRows.Event, _ row: CSVRow, into batch: inout ImportBatch
  ) throws(ImportError) {
    guard event == .row else {
      let limit = ImportLimits.recordByteCountMax
      return batch.refuse(.tooLong(what: "row", byteCountMax: limit), at: .line(row.lineNumber))
    }
    if !row.isBlank { try take(row, into: &batch) }
  }
}

extension RecordDraft {
  /// The hash or digest in a field of a row; nothing if the field is empty.
  mutating func add(kind: String, _ row: CSVRow, _ field: Int, name: String) {
    let text = row.text(field)
    if !text.isEmpty { add(kind: kind, text, field: name) }
  }
}
