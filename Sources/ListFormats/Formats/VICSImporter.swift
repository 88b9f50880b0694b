import ContentDigests
import Matcher

/// Project VIC's data model (VICS) in JSON, versions 1.1 to 1.3 and 2.0: hash sets, cases, and files of
/// alternative hashes alone.
///
/// An entry's id is its MD5: `MediaID` repeats. Numbers of its scheme mean something only together with the
/// version and the profile that the file names. What the file says of how many media it has, and of which
/// were categorized before, is not to be relied on and not read.
struct VICSImporter: JSONImporter {
  static let name = "vics"

  var records = JSONRecords(
    JSONLayout(
      arrays: ["value", "Media"],
      fields: Set([
        "odata.metadata", "@odata.context", "odata.nextLink", "@odata.nextLink", "Category", "MD5", "SHA1",
        "SHA256", "PhotoDNA", "DateUpdated", "AlternativeHashes", Self.linkKey, "HashName", "HashValue",
      ]).union(Self.flags)))

  private static let linkKey = "AlternativeHashes@odata.navigationLinkUrl"
  /// What is a label of its own where it is true.
  static let flags: Set = ["IsDistributed", "VictimIdentified", "OffenderIdentified"]

  private var version: String?
  private var profile: String?
  /// Records whose alternative hashes are said to stand elsewhere.
  private var linkedCount = 0
  private var hasAlternativeHashes = false

  init(_ options: ImportOptions) {}

  static func recognizes(_ head: FileHead) -> Recognition {
    guard head.isJSON else { return .none }
    let names = ["/ProjectVic/", "VICSDATAMODEL"]
    if names.contains(where: head.text.contains), head.text.contains("odata.") { return .certain }
    return head.hasKey("value") && head.hasKey("MD5") ? .fitting : .none
  }

  mutating func open(_ page: JSONObject) {
    guard let context = (page["odata.metadata"] ?? page["@odata.context"])?.text else { return }
    let model = VICSModel(context: context)
    (version, profile) = (model.version, model.profile)
  }

  mutating func take(_ record: JSONObject, number: Int, into batch: inout ImportBatch) {
    var draft = RecordDraft()
    readID(of: record, &draft)
    for (key, kind) in [("SHA1", "sha1"), ("SHA256", "sha256"), ("PhotoDNA", "photodna")] {
      if let value = draft.text(key, of: record) { draft.add(kind: kind, value, field: key) }
    }
    readAlternativeHashes(of: record, &draft)
    readLabels(of: record, &draft)
    draft.record.updated = draft.text("DateUpdated", of: record).flatMap(SourceTime.init)
    batch.add(draft, at: .record(number))
  }

  private func readID(of record: JSONObject, _ draft: inout RecordDraft) {
    guard let md5 = draft.text("MD5", of: record) else { return draft.refuse(.missingField("MD5")) }
    draft.add(kind: "md5", md5, field: "MD5")
    if let digest = draft.record.digests.first { draft.record.id = digest.hex } else { draft.refuseRest() }
  }

  /// Within the record, or, in a file of their own, as the record.
  private mutating func readAlternativeHashes(of record: JSONObject, _ draft: inout RecordDraft) {
    if record["HashName"] != nil {
      hasAlternativeHashes = true
      return Self.add(record, to: &draft)
    }
    for hash in record["AlternativeHashes"]?.array ?? [] {
      guard let hash = hash.object else {
        draft.fault(.badField(field: "AlternativeHashes", expected: "objects", found: "something else"))
        continue
      }
      Self.add(hash, to: &draft)
    }
    if record["AlternativeHashes"] == nil, record[Self.linkKey] != nil { linkedCount += 1 }
  }

  private static func add(_ hash: JSONObject, to draft: inout RecordDraft) {
    guard let name = draft.text("HashName", of: hash), let value = draft.text("HashValue", of: hash) else {
      return draft.fault(.missingField("HashValue"))
    }
    draft.add(kind: name, value, field: name)
  }

  private func readLabels(of record: JSONObject, _ draft: inout RecordDraft) {
    func label(_ code: String) -> ImportedLabel {
      ImportedLabel(scheme: Self.name, version: version, code: code, jurisdiction: profile)
    }
    if let code = draft.text("Category", of: record) { draft.addLabel(label(code)) }
    for flag in Self.flags.sorted() where draft.flag(flag, of: record) { draft.addLabel(label(flag)) }
  }

  func close(_ page: JSONObject, recordCount: Int, into batch: inout ImportBatch) {
    if page["odata.nextLink"] != nil || page["@odata.nextLink"] != nil { batch.warn(.morePages) }
  }

  func end(into batch: inout ImportBatch) {
    if linkedCount > 0, !hasAlternativeHashes { batch.warn(.hashesElsewhere(recordCount: linkedCount)) }
  }
}

/// What a file says of its model: `.../1.3.xml#Media`, `.../2.0.xml/US/$metadata#Media`.
struct VICSModel: Hashable {
  let version: String?
  /// Whose meaning numbers have.
  let profile: String?

  init(context: String) {
    let parts = context.prefix { $0 != "#" }.split(separator: "/")
    let file = parts.lastIndex { $0.hasSuffix(".xml") }
    version = file.map { String(parts[$0].dropLast(4)) }
    let next = file.map { parts[($0 + 1)...] }?.first
    profile = next.flatMap { $0.hasPrefix("$") || $0 == "Default" ? nil : String($0) }
  }
}
