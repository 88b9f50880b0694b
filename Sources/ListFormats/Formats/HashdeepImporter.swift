import HashCore
import Matcher

/// What `hashdeep` writes: two lines that begin with `%%%%`, the second with the names of the columns, then
/// values between commas. The name of the file comes last and may hold commas; it is not kept.
struct HashdeepImporter: LineImporter {
  static let name = "hashdeep"

  var lines = BoundedLines()
  private var columns: [String] = []

  init(_ options: ImportOptions) {}

  static func recognizes(_ head: FileHead) -> Recognition {
    head.text.hasPrefix("%%%% HASHDEEP") ? .certain : .none
  }

  mutating func take(_ line: Span<UInt8>, number: Int, into batch: inout ImportBatch) throws(ImportError) {
    guard line.count > 0, line[0] != UInt8(ascii: "#") else { return }
    guard line[0] != UInt8(ascii: "%") else { return readColumns(line.text) }
    guard columns.last == "filename" else {
      throw .syntax(byte: 0, expected: "the names of hashdeep's columns", found: quoted(line))
    }
    batch.add(draft(line), at: .line(number))
  }

  private mutating func readColumns(_ line: String) {
    let names = line.drop { $0 == "%" }.trimmedOfSpaces.split(separator: ",")
    if names.count > 1 { columns = names.map { $0.lowercased() } }
  }

  private func draft(_ line: Span<UInt8>) -> RecordDraft {
    var draft = RecordDraft()
    var start = 0
    for column in columns.dropLast() {
      guard let end = line.firstOffset(of: UInt8(ascii: ","), from: start) else {
        draft.refuse(.missingField(column))
        break
      }
      if column != "size" { draft.add(kind: column, line.extracting(start..<end).text, field: column) }
      start = end + 1
    }
    return draft
  }
}
