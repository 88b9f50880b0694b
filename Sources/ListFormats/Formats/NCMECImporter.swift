import Matcher

/// NCMEC's hash sharing, version 2, in XML: pages of images and videos.
///
/// An entry's id is its member's id and its own: each member numbers for itself. `deletedImage` and
/// `deletedVideo` withdraw by id alone. Feedback of members changes nothing. Fingerprints that stand
/// elsewhere (`href`) are not fetched.
struct NCMECImporter: ListImporter {
  static let name = "ncmec"

  private var records = XMLRecords(
    names: ["image", "video", "deletedImage", "deletedVideo"],
    fields: ["member", "id", "timestamp", "classification", "fingerprints"])
  /// What the open group announces, and how many it had so far.
  private var announcedCount: Int?
  private var foundCount = 0

  init(_ options: ImportOptions) {}

  static func recognizes(_ head: FileHead) -> Recognition {
    guard head.firstCharacter == "<", head.text.contains("queryResult") else { return .none }
    return head.text.contains("ncmec.org/hashsharing") ? .certain : .fitting
  }

  mutating func read(_ text: Span<UInt8>, into batch: inout ImportBatch) throws(ImportError) {
    var start = 0
    while let event = try records.next(in: text, from: &start) { take(event, into: &batch) }
  }

  func finish(into batch: inout ImportBatch) throws(ImportError) { try records.finish() }

  private mutating func take(_ event: XMLRecords.Event, into batch: inout ImportBatch) {
    switch event {
    case .record(let element, let number):
      foundCount += 1
      batch.add(draft(element), at: .record(number))
    case .refused(let reason, let number):
      foundCount += 1
      batch.refuse(reason, at: .record(number))
    case .opened(let name, let attributes) where Self.groups.contains(name):
      announcedCount = attributes["count"].flatMap { Int($0) }
      foundCount = 0
    case .closed(let name, _) where Self.groups.contains(name):
      if let announced = announcedCount, announced != foundCount {
        batch.warn(.countDiffers(announced: announced, found: foundCount))
      }
    case .closed("next", let text) where !text.isEmpty: batch.warn(.morePages)
    case .opened, .closed: break
    }
  }

  private static let groups: Set = ["images", "videos"]

  private func draft(_ element: XMLElement) -> RecordDraft {
    var draft = RecordDraft()
    readID(of: element, &draft)
    draft.record.updated = element.text(of: "timestamp").flatMap(SourceTime.init)
    if element.name.hasPrefix("deleted") {
      draft.setState(.withdrawn, word: element.name)
      return draft
    }
    for hash in element.child("fingerprints")?.children ?? [] where !hash.text.isEmpty {
      draft.add(kind: Self.kinds[hash.name] ?? hash.name, hash.text, field: hash.name)
    }
    if let code = element.text(of: "classification") {
      draft.addLabel(ImportedLabel(scheme: Self.name, code: code))
    }
    return draft
  }

  /// `member/id`. Without both, two entries could not be told apart.
  private func readID(of element: XMLElement, _ draft: inout RecordDraft) {
    guard let member = element.child("member")?.attributes["id"], !member.isEmpty else {
      return draft.refuse(.missingField("member"))
    }
    guard let id = element.text(of: "id") else { return draft.refuse(.missingField("id")) }
    draft.record.id = "\(member)/\(id)"
  }

  private static let kinds = ["pdna": "photodna"]
}
