import Matcher

/// The hash list of Tech Against Terrorism: an array of objects. What it marks as deleted is a withdrawal.
struct TechAgainstTerrorismImporter: JSONImporter {
  static let name = "tat"

  var records = JSONRecords(
    JSONLayout(
      arrays: [],
      fields: ["hash_digest", "algorithm", "ideology", "deleted", "updated_on", "created_on", "id"]))

  init(_ options: ImportOptions) {}

  static func recognizes(_ head: FileHead) -> Recognition {
    head.isJSON && head.hasKey("hash_digest") ? .certain : .none
  }

  func take(_ record: JSONObject, number: Int, into batch: inout ImportBatch) {
    var draft = RecordDraft()
    draft.record.id = draft.text("id", of: record) ?? ""
    if let kind = draft.text("algorithm", of: record) {
      if let value = draft.text("hash_digest", of: record) {
        draft.add(kind: kind, value, field: "hash_digest")
      }
    } else {
      draft.refuse(.missingField("algorithm"))
    }
    if let code = draft.text("ideology", of: record) {
      draft.addLabel(ImportedLabel(scheme: Self.name, code: code))
    }
    if draft.flag("deleted", of: record) { draft.setState(.withdrawn, word: "deleted") }
    let time = draft.text("updated_on", of: record) ?? draft.text("created_on", of: record)
    draft.record.updated = time.flatMap(SourceTime.init)
    batch.add(draft, at: .record(number))
  }
}
