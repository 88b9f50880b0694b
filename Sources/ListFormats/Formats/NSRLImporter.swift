import Matcher

/// NIST's Reference Data Set: `NSRLFile.txt` of RDS version 2, and the table of files of version 3 in CSV.
///
/// A file of the set has a row for each product it comes with; rows of the same SHA-1 are one entry, which is
/// named after its strongest digest. `SpecialCode` is a label, for not all that is in the set is harmless.
struct NSRLImporter: RowImporter {
  static let name = "nsrl"

  var rows = CSVRows(separator: UInt8(ascii: ","))
  private var columns: [String] = []

  init(_ options: ImportOptions) {}

  static func recognizes(_ head: FileHead) -> Recognition {
    guard let first = head.lines.first(where: { _ in true }) else { return .none }
    let names = Set(first.split(separator: ",").map { columnName(String($0)) })
    return names.isSuperset(of: ["sha1", "md5", "crc32", "filename", "filesize"]) ? .certain : .none
  }

  mutating func take(_ row: CSVRow, into batch: inout ImportBatch) {
    guard !columns.isEmpty else {
      columns = (0..<row.fieldCount).map { columnName(row.text($0)) }
      return
    }
    var draft = RecordDraft()
    for (field, column) in columns.enumerated() {
      switch column {
      case "sha256", "sha1", "md5": draft.add(kind: column, row, field, name: column)
      case "specialcode" where !row.text(field).isEmpty:
        draft.addLabel(ImportedLabel(scheme: Self.name, code: row.text(field)))
      default: break
      }
    }
    batch.add(draft, at: .line(row.lineNumber))
  }
}

/// A column's name as programs vary it: letters and digits alone, lower case.
func columnName(_ text: String) -> String {
  String(decoding: text.lowercased().utf8.filter { $0.isASCIIAlphanumeric || $0 >= 0x80 }, as: UTF8.self)
}
