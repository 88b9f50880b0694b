import ContentDigests
import HashCore
import Matcher

/// This project's own text lines (`HashLine`): `<query>[TAB<entry id>[TAB<list>[TAB<labels>]]]`.
///
/// A line without an id is an entry named after its hash or digest: line numbers change from file to file.
struct TextLinesImporter: ListImporter {
  static let name = "text"

  private var lines = BoundedLines()
  private var line: [UInt8] = []

  init(_ options: ImportOptions) {}

  static func recognizes(_ head: FileHead) -> Recognition {
    let first = head.lines.first { !$0.hasPrefix("#") }
    guard let first else { return .none }
    guard let line = try? HashLine(parsing: first.utf8.span, lineNumber: 1) else { return .none }
    return first.contains("\t") || first.contains(":") || line.id.isEmpty ? .certain : .fitting
  }

  mutating func read(_ text: Span<UInt8>, into batch: inout ImportBatch) {
    var start = 0
    while let found = lines.next(in: text, from: &start, into: &line) { take(found, into: &batch) }
  }

  mutating func finish(into batch: inout ImportBatch) {
    if let found = lines.last(into: &line) { take(found, into: &batch) }
  }

  private func take(_ found: BoundedLine, into batch: inout ImportBatch) {
    let place = RecordPlace.line(lines.lineCount)
    guard found == .whole else {
      return batch.refuse(.tooLong(what: "line", byteCountMax: ImportLimits.recordByteCountMax), at: place)
    }
    guard let first = line.first(where: { $0 != 0x20 && $0 != 0x09 }), first != UInt8(ascii: "#") else {
      return
    }
    do throws(HashLineError) {
      batch.add(draft(try HashLine(parsing: line.span, lineNumber: lines.lineCount)), at: place)
    } catch {
      batch.refuse(Refusal.Reason(error.reason), at: place)
    }
  }

  private func draft(_ line: HashLine) -> RecordDraft {
    var draft = RecordDraft()
    draft.record.id = hasID ? line.id : ""
    draft.record.list = line.list == HashLine.defaultList ? nil : line.list
    draft.record.labels = line.labels.map(ImportedLabel.init(text:))
    switch line.query {
    case .hash(let hash): draft.addHash("\(hash)".utf8.span, field: "query")
    case .digest(let digest): draft.addDigest(digest.algorithm, digest.hex.utf8.span, field: "query")
    }
    return draft
  }

  /// Whether the line's second field holds an id.
  private var hasID: Bool {
    let tab = UInt8(ascii: "\t")
    let field = line.drop { $0 != tab }.dropFirst().prefix { $0 != tab }
    return field.contains { $0 != 0x20 && $0 != UInt8(ascii: "\"") }
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
