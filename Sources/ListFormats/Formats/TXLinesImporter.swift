import ContentDigests
import HashCore
import Matcher

/// The local files of ThreatExchange's `tx`: a signal type, a space and a signal on each line, or the signal
/// alone. An entry is named after its hash.
struct TXLinesImporter: LineImporter {
  static let name = "tx"

  var lines = BoundedLines()

  init(_ options: ImportOptions) {}

  static func recognizes(_ head: FileHead) -> Recognition {
    guard let first = head.lines.first(where: { !$0.hasPrefix("#") }) else { return .none }
    let words = first.split(separator: " ")
    guard let kind = words.first, words.count <= 2 else { return .none }
    if words.count == 2 { return kinds[String(kind)] == nil ? .none : .certain }
    return kind.utf8.count == 64 && PDQHash(String(kind)) != nil ? .readable : .none
  }

  func take(_ line: Span<UInt8>, number: Int, into batch: inout ImportBatch) {
    let text = line.extracting(line.trimmedRange).text
    guard !text.isEmpty, !text.hasPrefix("#") else { return }
    var draft = RecordDraft()
    let words = text.split(separator: " ", maxSplits: 1).map(String.init)
    if words.count == 1 {
      readBare(text, &draft)
    } else if let kind = Self.kinds[words[0]] {
      draft.add(kind: kind, words[1].trimmedOfSpaces, field: words[0])
    } else {
      draft.refuse(.unsupportedKind(words[0]))
    }
    batch.add(draft, at: .line(number))
  }

  /// A hash of 64 digits is PDQ, which these files are mostly made for.
  private func readBare(_ text: String, _ draft: inout RecordDraft) {
    switch text.utf8.count {
    case 32: draft.add(kind: "md5", text, field: "signal")
    case 40: draft.add(kind: "sha1", text, field: "signal")
    default: draft.add(kind: "pdq", text, field: "signal")
    }
  }

  /// Signal types that are hashes of bytes or pictures, and what they are called here.
  private static let kinds = [
    "pdq": "pdq", "md5": "md5", "video_md5": "md5", "sha1": "sha1", "sha256": "sha256",
    "photodna": "photodna", "tmk": "tmk", "pdq_ocr": "pdq_ocr", "vpdq": "vpdq", "tlsh_pdf": "tlsh_pdf",
  ]
}
