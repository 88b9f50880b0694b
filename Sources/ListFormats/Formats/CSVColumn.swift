import ContentDigests
import Matcher

/// What a column of comma-separated values holds. In words, as a mapping of columns has them: `id`, `list`,
/// `pdq`, `md5`, `sha1`, `sha256`, `hash:KIND` for one that is only kept, `hashes` (each `KIND:VALUE`),
/// `labels`, `label:SCHEME`, `state`, `state_word`, `updated`.
enum CSVColumn: Hashable, Sendable {
  case id, list, hashes, labels, state, stateWord, updated
  case hash(kind: String)
  case label(scheme: String)

  /// What a mapping calls it; `nil` for no word of a mapping.
  init?(word: String) {
    let parts = word.split(separator: ":", maxSplits: 1).map(String.init)
    switch (parts.first, parts.count) {
    case ("label", 2): self = .label(scheme: parts[1])
    case ("hash", 2): self = .hash(kind: parts[1].lowercased())
    case (let word?, 1):
      guard let column = Self.words[word] else { return nil }
      self = column
    default: return nil
    }
  }

  private static let words: [String: CSVColumn] = [
    "id": .id, "list": .list, "pdq": .hash(kind: "pdq"), "md5": .hash(kind: "md5"),
    "sha1": .hash(kind: "sha1"), "sha256": .hash(kind: "sha256"), "hashes": .hashes, "labels": .labels,
    "state": .state, "state_word": .stateWord, "updated": .updated,
  ]

  /// What a column of that name holds, in the names that programs give them; `nil` for any other.
  init?(header: String) {
    switch columnName(header) {
    case "id", "entry", "entryid": self = .id
    case "list", "listname": self = .list
    case "pdq", "pdqhash", "hashpdq": self = .hash(kind: "pdq")
    case "md5", "md5hash", "hashmd5": self = .hash(kind: "md5")
    case "sha1", "sha1hash", "hashsha1": self = .hash(kind: "sha1")
    case "sha256", "sha256hash", "hashsha256": self = .hash(kind: "sha256")
    case "photodna", "pdna": self = .hash(kind: "photodna")
    case "hashes": self = .hashes
    case "label", "labels": self = .labels
    case "state": self = .state
    case "stateword": self = .stateWord
    case "updated", "updatedat", "updatedon": self = .updated
    default: return nil
    }
  }

  var holdsHashes: Bool {
    switch self {
    case .hash, .hashes: true
    default: false
    }
  }

  /// What each column of a file holds, by its first row and a mapping of words to names or numbers.
  static func columns(
    of row: CSVRow, isHeader: Bool, mapping: [String: String]
  ) throws(ImportError) -> [CSVColumn?] {
    let names = (0..<row.fieldCount).map(row.text)
    var columns = isHeader ? names.map { CSVColumn(header: $0) } : names.map { _ in nil }
    for (word, wanted) in mapping.sorted(by: { $0.key < $1.key }) {
      guard let column = CSVColumn(word: word) else {
        throw .columns(
          expected:
            "COLUMN=FIELD with a field of \(words.keys.sorted().joined(separator: ", ")), hash:KIND or "
            + "label:SCHEME", found: [word])
      }
      guard let place = place(of: wanted, names: isHeader ? names : [], count: names.count) else {
        throw .columns(expected: "a column '\(wanted)'", found: names)
      }
      columns[place] = column
    }
    guard columns.contains(where: { $0?.holdsHashes == true }) else {
      throw .columns(expected: "a column of hashes or digests by its name, or a mapping", found: names)
    }
    return columns
  }

  /// By its name, in any case, else by its number from 1.
  private static func place(of wanted: String, names: [String], count: Int) -> Int? {
    if let place = names.firstIndex(where: { $0.lowercased() == wanted.lowercased() }) { return place }
    guard let number = Int(wanted), (1...max(1, count)).contains(number), number <= count else { return nil }
    return number - 1
  }

  /// Reads a field that is not empty.
  func read(_ text: String, into draft: inout RecordDraft) {
    switch self {
    case .id: draft.record.id = text
    case .list: draft.record.list = text
    case .hash(let kind):
      for value in text.split(separator: " ") { draft.add(kind: kind, String(value), field: kind) }
    case .hashes: for value in text.split(separator: " ") { Self.readHash(String(value), into: &draft) }
    case .labels: for label in text.split(separator: ",") { Self.readLabel(String(label), into: &draft) }
    case .label(let scheme): draft.addLabel(ImportedLabel(scheme: scheme, code: text))
    case .state: readState(text, into: &draft)
    case .stateWord: draft.record.stateWord = text
    case .updated: draft.record.updated = SourceTime(text)
    }
  }

  private static func readHash(_ text: String, into draft: inout RecordDraft) {
    let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
    guard parts.count == 2, let value = HashLineEscaping.decoded(parts[1].utf8.span) else {
      let found = quoted(text.utf8.span)
      return draft.fault(.badField(field: "hashes", expected: "a kind, ':' and a value", found: found))
    }
    draft.add(kind: parts[0], value, field: parts[0])
  }

  private static func readLabel(_ text: String, into draft: inout RecordDraft) {
    let label = text.trimmedOfSpaces
    guard !label.isEmpty else { return }
    draft.addLabel(ImportedLabel(text: label))
  }

  private func readState(_ text: String, into draft: inout RecordDraft) {
    guard let state = EntryState(rawValue: text.lowercased()) else {
      let found = quoted(text.utf8.span)
      return draft.refuse(.badField(field: "state", expected: EntryState.words, found: found))
    }
    draft.record.state = state
  }
}
