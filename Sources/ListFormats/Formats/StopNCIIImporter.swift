import Matcher

/// Replies of StopNCII's FetchHashes, one or several in a file.
///
/// What people withdrew (`hashStatus`, not `hashValue`) is a withdrawal; what is not active yet waits. The
/// feedback of platforms in `CSPFeedbacks` changes nothing. There are no ids: an entry is named after its
/// hash.
struct StopNCIIImporter: JSONImporter {
  static let name = "stopncii"

  var records = JSONRecords(
    JSONLayout(
      arrays: ["hashRecords"],
      fields: [
        "signalType", "hashValue", "hashStatus", "lastModtimestamp", "count", "hasMoreRecords",
      ]))

  /// Of the last reply in the file.
  private var hasMorePages = false

  init(_ options: ImportOptions) {}

  static func recognizes(_ head: FileHead) -> Recognition {
    head.isJSON && head.hasKey("hashRecords") ? .certain : .none
  }

  func take(_ record: JSONObject, number: Int, into batch: inout ImportBatch) {
    var draft = RecordDraft()
    readHash(of: record, &draft)
    readState(of: record, &draft)
    draft.record.updated = draft.text("lastModtimestamp", of: record).flatMap(SourceTime.init)
    batch.add(draft, at: .record(number))
  }

  private func readHash(of record: JSONObject, _ draft: inout RecordDraft) {
    guard let kind = draft.text("signalType", of: record) else {
      return draft.refuse(.missingField("signalType"))
    }
    guard let name = Self.kinds[kind] else { return draft.refuse(.unsupportedKind(kind)) }
    guard let value = draft.text("hashValue", of: record) else {
      return draft.refuse(.missingField("hashValue"))
    }
    draft.add(kind: name, value, field: "hashValue")
  }

  private static let kinds = ["ImagePDQ": "pdq", "VideoMD5": "md5", "VideoTMK": "tmk"]

  private func readState(of record: JSONObject, _ draft: inout RecordDraft) {
    switch draft.text("hashStatus", of: record) {
    case "Active": draft.setState(.confirmed)
    case let word? where word == "Withdrawn" || word == "Deleted": draft.setState(.withdrawn, word: word)
    case "Received": draft.setState(.proposed, word: "Received")
    case nil: draft.refuse(.missingField("hashStatus"))
    case let word?:
      let expected = "Received, Active, Withdrawn or Deleted"
      draft.refuse(.badField(field: "hashStatus", expected: expected, found: quoted(word.utf8.span)))
    }
  }

  mutating func close(_ page: JSONObject, recordCount: Int, into batch: inout ImportBatch) {
    if let count = page["count"]?.text.flatMap({ Int($0) }), count != recordCount {
      batch.warn(.countDiffers(announced: count, found: recordCount))
    }
    hasMorePages = page["hasMoreRecords"]?.flag == true
  }

  func end(into batch: inout ImportBatch) {
    if hasMorePages { batch.warn(.morePages) }
  }
}
