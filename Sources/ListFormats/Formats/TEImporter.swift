import ContentDigests
import Matcher

/// The `.te` files of ThreatExchange's first command line: indicator, id of the first descriptor, when it was
/// added, and labels with spaces between them; no header. The length of an indicator tells its kind.
struct TEImporter: RowImporter {
  static let name = "te"

  var rows = CSVRows(separator: UInt8(ascii: ","))

  init(_ options: ImportOptions) {}

  static func recognizes(_ head: FileHead) -> Recognition {
    let fields = head.lines.first { _ in true }?.split(separator: ",", omittingEmptySubsequences: false) ?? []
    guard fields.count == 4, kind(of: fields[0]) != nil, fields[1].allSatisfy(\.isNumber) else {
      return .none
    }
    return head.fileName.hasSuffix(".te") || SourceTime(String(fields[2])) != nil ? .certain : .fitting
  }

  func take(_ row: CSVRow, into batch: inout ImportBatch) {
    var draft = RecordDraft()
    draft.record.id = row.text(1)
    let indicator = row.text(0)
    if let kind = Self.kind(of: indicator) {
      draft.add(kind: kind, indicator, field: "indicator")
    } else {
      draft.refuse(.badField(field: "indicator", expected: "a hash", found: quoted(indicator.utf8.span)))
    }
    draft.record.updated = SourceTime(row.text(2))
    for code in row.text(3).split(separator: " ") {
      draft.addLabel(ImportedLabel(scheme: ThreatExchangeImporter.name, code: String(code)))
    }
    batch.add(draft, at: .line(row.lineNumber))
  }

  private static func kind(of indicator: some StringProtocol) -> String? {
    guard hexBytes(Array(indicator.utf8).span) != nil else { return nil }
    switch indicator.utf8.count {
    case 32: return "md5"
    case 40: return "sha1"
    case 64: return "pdq"
    default: return nil
    }
  }
}
