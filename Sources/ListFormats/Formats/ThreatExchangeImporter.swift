import Matcher

/// ThreatExchange descriptors: pages as its API gives them, an array, or one object after the other.
///
/// `MALICIOUS` is a confirmation; every other status waits. `should_delete` is a
/// withdrawal. The reactions of others change nothing.
struct ThreatExchangeImporter: JSONImporter {
  static let name = "threatexchange"

  var records = JSONRecords(
    JSONLayout(
      arrays: ["data"],
      fields: [
        "id", "type", "raw_indicator", "indicator", "status", "tags", "last_updated", "added_on",
        "should_delete", "paging",
      ]))

  /// Of the last page in the file.
  private var hasMorePages = false

  init(_ options: ImportOptions) {}

  static func recognizes(_ head: FileHead) -> Recognition {
    guard head.isJSON else { return .none }
    if head.hasKey("raw_indicator") { return .certain }
    return head.hasKey("indicator") && head.hasKey("type") ? .fitting : .none
  }

  func take(_ record: JSONObject, number: Int, into batch: inout ImportBatch) {
    var draft = RecordDraft()
    draft.record.id = draft.text("id", of: record) ?? ""
    readHash(of: record, &draft)
    readState(of: record, &draft)
    for tag in tags(of: record) {
      draft.addLabel(ImportedLabel(scheme: Self.name, code: tag))
    }
    let time = draft.text("last_updated", of: record) ?? draft.text("added_on", of: record)
    draft.record.updated = time.flatMap(SourceTime.init)
    batch.add(draft, at: .record(number))
  }

  /// `indicator` is an object with the value in the API's replies, the value itself elsewhere.
  private func readHash(of record: JSONObject, _ draft: inout RecordDraft) {
    let inner = record["indicator"]?.object
    let type = draft.text("type", of: record) ?? inner.flatMap { draft.text("type", of: $0) }
    let value =
      draft.text("raw_indicator", of: record) ?? inner.flatMap { draft.text("indicator", of: $0) }
      ?? (inner == nil ? draft.text("indicator", of: record) : nil)
    guard let type else { return draft.refuse(.missingField("type")) }
    guard let kind = Self.kind(of: type) else { return draft.refuse(.unsupportedKind(type)) }
    if let value { draft.add(kind: kind, value, field: "raw_indicator") }
  }

  /// `HASH_PDQ` is `pdq`; what is no hash has no kind.
  private static func kind(of type: String) -> String? {
    guard type.hasPrefix("HASH_"), type.utf8.count > 5 else { return nil }
    let kind = type.dropFirst(5).lowercased()
    return kind == "video_md5" ? "md5" : kind
  }

  private func readState(of record: JSONObject, _ draft: inout RecordDraft) {
    if draft.flag("should_delete", of: record) { return draft.setState(.withdrawn, word: "should_delete") }
    guard let status = draft.text("status", of: record) else { return }
    let isConfirmed = status == "MALICIOUS"
    draft.setState(isConfirmed ? .confirmed : .proposed, word: isConfirmed ? nil : status)
  }

  /// Texts, or objects with a text, in an array or in the `data` of an object.
  private func tags(of record: JSONObject) -> [String] {
    let tags = record["tags"]
    return (tags?.array ?? tags?.object?["data"]?.array ?? []).compactMap {
      $0.text ?? $0.object?["text"]?.text
    }
  }

  mutating func close(_ page: JSONObject, recordCount: Int, into batch: inout ImportBatch) {
    hasMorePages = page["paging"]?.object?["next"] != nil
  }

  func end(into batch: inout ImportBatch) {
    if hasMorePages { batch.warn(.morePages) }
  }
}
