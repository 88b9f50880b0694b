import Matcher

/// This project's own JSON lines, with everything that is known of an entry: what `JSONLinesExporter` writes.
struct JSONLinesImporter: JSONImporter {
  static let name = "jsonl"

  /// What the first line says.
  static let format = "matchd-list"
  static let version = "1"

  var records = JSONRecords(
    JSONLayout(
      arrays: [],
      fields: [
        "format", "version", "id", "list", "hashes", "digests", "foreign", "labels", "state", "state_word",
        "updated",
      ]))

  init(_ options: ImportOptions) {}

  static func recognizes(_ head: FileHead) -> Recognition {
    head.isJSON && head.text.contains("\"\(format)\"") ? .certain : .none
  }

  func take(_ record: JSONObject, number: Int, into batch: inout ImportBatch) throws(ImportError) {
    guard record["format"] == nil else { return try check(record) }
    var draft = RecordDraft()
    draft.record.id = draft.text("id", of: record) ?? ""
    draft.record.list = draft.text("list", of: record)
    for key in ["hashes", "digests"] { readHashes(key, of: record, &draft) }
    for hash in objects("foreign", of: record, &draft) {
      guard let kind = draft.text("kind", of: hash), let value = draft.text("value", of: hash) else {
        continue
      }
      draft.addForeign(kind: kind, value)
    }
    readLabels(of: record, &draft)
    readState(of: record, &draft)
    draft.record.updated = draft.text("updated", of: record).flatMap(SourceTime.init)
    batch.add(draft, at: .record(number))
  }

  private func check(_ head: JSONObject) throws(ImportError) {
    guard head["version"]?.text == Self.version else {
      let found = quoted((head["version"]?.text ?? "").utf8.span)
      throw .syntax(byte: 0, expected: "version \(Self.version) of \(Self.format)", found: found)
    }
  }

  /// Texts as look-ups have them: `pdq:<hex>`.
  private func readHashes(_ key: String, of record: JSONObject, _ draft: inout RecordDraft) {
    for value in record[key]?.array ?? [] {
      let parts = (value.text ?? "").split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else {
        draft.fault(.badField(field: key, expected: "a kind and a hash", found: "something else"))
        continue
      }
      draft.add(kind: String(parts[0]), String(parts[1]), field: key)
    }
  }

  private func objects(_ key: String, of record: JSONObject, _ draft: inout RecordDraft) -> [JSONObject] {
    let values = record[key]?.array ?? []
    if values.contains(where: { $0.object == nil }) {
      draft.fault(.badField(field: key, expected: "objects", found: "something else"))
    }
    return values.compactMap(\.object)
  }

  private func readLabels(of record: JSONObject, _ draft: inout RecordDraft) {
    for label in objects("labels", of: record, &draft) {
      draft.addLabel(
        ImportedLabel(
          scheme: draft.text("scheme", of: label), version: draft.text("version", of: label),
          code: draft.text("code", of: label) ?? "", jurisdiction: draft.text("jurisdiction", of: label)))
    }
  }

  private func readState(of record: JSONObject, _ draft: inout RecordDraft) {
    draft.record.stateWord = draft.text("state_word", of: record)
    guard let word = draft.text("state", of: record) else { return }
    guard let state = EntryState(rawValue: word) else {
      return draft.refuse(
        .badField(field: "state", expected: EntryState.words, found: quoted(word.utf8.span)))
    }
    draft.record.state = state
  }
}

extension EntryState {
  /// All of them, as messages say it.
  static var words: String { allCases.map(\.rawValue).joined(separator: ", ") }
}
