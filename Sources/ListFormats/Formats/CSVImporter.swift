import ContentDigests
import HashCore
import Matcher

/// Comma-separated values of any origin: the names of the columns in the first row tell what they hold, or
/// `ImportOptions.columns` does. The separator is a comma, a semicolon or a tab, whichever the first row has
/// most of. Several hashes of one kind in a field stand between spaces, several labels between commas.
struct CSVImporter: ListImporter {
  static let name = "csv"

  private let options: ImportOptions
  /// The first row, until it is whole.
  private var first: [UInt8] = []
  private var rows: CSVRows?
  private var columns: [CSVColumn?]?

  init(_ options: ImportOptions) { self.options = options }

  static func recognizes(_ head: FileHead) -> Recognition {
    guard let first = head.lines.first(where: { _ in true }) else { return .none }
    let bytes = Array(first.utf8)
    let names = first.split(separator: Character(Unicode.Scalar(separator(of: bytes))))
    let columns = names.compactMap { CSVColumn(header: String($0)) }
    if columns.contains(where: \.holdsHashes) { return .fitting }
    return [".csv", ".tsv"].contains { head.fileName.hasSuffix($0) } ? .readable : .none
  }

  mutating func read(_ text: Span<UInt8>, into batch: inout ImportBatch) throws(ImportError) {
    guard rows == nil else { return try readRows(text, into: &batch) }
    first.append(text)
    if first.span.firstLineEnd(from: 0) != nil || first.count > ImportLimits.headByteCountMax {
      try begin(into: &batch)
    }
  }

  mutating func finish(into batch: inout ImportBatch) throws(ImportError) {
    if rows == nil { try begin(into: &batch) }
    var row = CSVRow()
    if let event = try rows?.last(into: &row) { try take(event, row, into: &batch) }
  }

  private mutating func begin(into batch: inout ImportBatch) throws(ImportError) {
    rows = CSVRows(separator: Self.separator(of: first))
    let text = first
    first = []
    try readRows(text.span, into: &batch)
  }

  /// Whichever of comma, semicolon and tab the first line has most of.
  private static func separator(of text: [UInt8]) -> UInt8 {
    let line = text.prefix { $0 != 0x0a && $0 != 0x0d }
    let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
    let counts = candidates.map { candidate in line.count { $0 == candidate } }
    return candidates[counts.firstIndex(of: counts.max()!)!]
  }

  private mutating func readRows(_ text: Span<UInt8>, into batch: inout ImportBatch) throws(ImportError) {
    var row = CSVRow()
    var start = 0
    while let event = try rows!.next(in: text, from: &start, into: &row) {
      try take(event, row, into: &batch)
    }
  }

  private mutating func take(
    _ event: CSVRows.Event, _ row: CSVRow, into batch: inout ImportBatch
  ) throws(ImportError) {
    let place = RecordPlace.line(row.lineNumber)
    guard event == .row else {
      return batch.refuse(.tooLong(what: "row", byteCountMax: ImportLimits.recordByteCountMax), at: place)
    }
    guard !row.isBlank else { return }
    if let columns { return batch.add(draft(row, columns), at: place) }
    let isHeader = !row.holdsHash
    let columns = try CSVColumn.columns(of: row, isHeader: isHeader, mapping: options.columns)
    self.columns = columns
    let unread = row.names.indices.filter { !columns.indices.contains($0) || columns[$0] == nil }
    if isHeader, !unread.isEmpty { batch.warn(.columnsNotRead(unread.map { row.names[$0] })) }
    if !isHeader { batch.add(draft(row, columns), at: place) }
  }

  private func draft(_ row: CSVRow, _ columns: [CSVColumn?]) -> RecordDraft {
    var draft = RecordDraft()
    for (field, column) in columns.enumerated() where !row.range(field).isEmpty {
      if case .hash(let kind)? = column, kind == "pdq", row.range(field).count == 64 {
        draft.addHash(row.bytes.span.extracting(row.range(field)), field: kind)
      } else if let column {
        column.read(row.text(field), into: &draft)
      }
    }
    return draft
  }
}

extension CSVRow {
  fileprivate var names: [String] { (0..<fieldCount).map(text) }

  /// Whether a field is a hash, so that the row cannot be one of names.
  fileprivate var holdsHash: Bool {
    (0..<fieldCount).contains { field in
      let bytes = hexBytes(bytes.span.extracting(range(field)))
      return bytes.map { [16, 20, 32].contains($0.count) } ?? false
    }
  }
}
