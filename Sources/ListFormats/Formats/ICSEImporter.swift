import Matcher

/// INTERPOL's ICSE hash lists: values between semicolons under a fixed header. An entry's id is its
/// `Image ID`. What is answered with yes is a label of its own.
struct ICSEImporter: RowImporter {
  static let name = "icse"

  static let columns = [
    "MD5", "SHA1", "PhotoDNA", "Image ID", "Is distributed", "Victim identified", "Offender identified",
    "Series name", "Number of submissions", "File Available", "Media Type", "Baseline",
  ]

  var rows = CSVRows(separator: UInt8(ascii: ";"))
  private var hasHeader = false

  init(_ options: ImportOptions) {}

  static func recognizes(_ head: FileHead) -> Recognition {
    let first = head.lines.first { _ in true }
    return first?.filter { $0 != "\"" } == columns.joined(separator: ";") ? .certain : .none
  }

  mutating func take(_ row: CSVRow, into batch: inout ImportBatch) throws(ImportError) {
    guard hasHeader else { return try readHeader(row) }
    var draft = RecordDraft()
    guard row.fieldCount == Self.columns.count else {
      let expected = "\(Self.columns.count) fields"
      draft.refuse(.wrongLength(field: "row", expected: expected, found: row.fieldCount))
      return batch.add(draft, at: .line(row.lineNumber))
    }
    draft.record.id = row.text(3)
    draft.add(kind: "md5", row, 0, name: "MD5")
    draft.add(kind: "sha1", row, 1, name: "SHA1")
    draft.add(kind: "photodna", row, 2, name: "PhotoDNA")
    for field in [4, 5, 6, 11] { readFlag(row, field, &draft) }
    batch.add(draft, at: .line(row.lineNumber))
  }

  private mutating func readHeader(_ row: CSVRow) throws(ImportError) {
    let found = (0..<row.fieldCount).map(row.text)
    guard found == Self.columns else {
      throw .columns(expected: Self.columns.joined(separator: ";"), found: found)
    }
    hasHeader = true
  }

  private func readFlag(_ row: CSVRow, _ field: Int, _ draft: inout RecordDraft) {
    let (name, text) = (Self.columns[field], row.text(field))
    guard !text.isEmpty else { return }
    guard let flag = Bool(word: text) else {
      return draft.fault(.badField(field: name, expected: "yes or no", found: quoted(text.utf8.span)))
    }
    if flag { draft.addLabel(ImportedLabel(scheme: Self.name, code: name)) }
  }
}
