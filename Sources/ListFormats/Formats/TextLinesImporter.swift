import ContentDigests
import HashCore
import Matcher

/// This project's own text lines (`HashLine`): `<query>[TAB<entry id>[TAB<list>[TAB<labels>]]]`.
///
/// A line without an id is an entry named after its hash or digest: line numbers change from file to file.
struct TextLinesImporter: LineImporter {
  static let name = "text"

  var lines = BoundedLines()

  init(_ options: ImportOptions) {}

  static func recognizes(_ head: FileHead) -> Recognition {
    guard let first = head.lines.first(where: { !$0.hasPrefix("#") }),
      (try? HashLine(parsing: Array(first.utf8).span, lineNumber: 1)) != nil
    else { return .none }
    return first.contains("\t") || first.contains(":") ? .certain : .fitting
  }

  func take(_ line: Span<UInt8>, number: Int, into batch: inout ImportBatch) {
    let range = line.trimmedRange
    guard let first = range.first, line[first] != UInt8(ascii: "#") else { return }
    do throws(HashLineError) {
      var draft = draft(try HashLine(parsing: line, lineNumber: number))
      if !hasID(line) { draft.record.id = "" }
      batch.add(draft, at: .line(number))
    } catch {
      batch.refuse(Refusal.Reason(error.reason), at: .line(number))
    }
  }

  private func draft(_ line: HashLine) -> RecordDraft {
    var draft = RecordDraft()
    draft.record.id = line.id
    draft.record.list = line.list == HashLine.defaultList ? nil : line.list
    draft.record.labels = line.labels.map(ImportedLabel.init(text:))
    switch line.query {
    case .hash(let hash): draft.addHash(hash)
    case .digest(let digest): draft.addDigest(digest)
    }
    return draft
  }

  /// Whether the line's second field holds anything but quotes and spaces.
  private func hasID(_ line: Span<UInt8>) -> Bool {
    let tab = UInt8(ascii: "\t")
    guard let start = line.firstOffset(of: tab) else { return false }
    let end = line.firstOffset(of: tab, from: start + 1) ?? line.count
    return (start + 1..<end).contains { line[$0] != 0x20 && line[$0] != UInt8(ascii: "\"") }
  }
}

extension Refusal.Reason {
  fileprivate init(_ reason: HashLineError.Reason) {
    switch reason {
    case .query(.badHash(let expected, let found)):
      self = .badField(field: "query", expected: expected, found: found)
    case .query(.unsupportedType(let name)): self = .unsupportedKind(name)
    case .field(let name, let expected, let found):
      self = .badField(field: name, expected: expected, found: found)
    case .encoding(let encoding): self = .badField(field: "line", expected: "UTF-8", found: "\(encoding)")
    }
  }
}
