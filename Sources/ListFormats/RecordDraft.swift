import ContentDigests
import HashCore
import Matcher

/// A record that is being read, and what is wrong with its parts. A part that is wrong is left out, and the
/// record stays with what is right of it, unless nothing is or what is wrong concerns the whole.
struct RecordDraft {
  var record = ImportedRecord(id: "")
  private(set) var faults: [Refusal.Reason] = []
  private(set) var isRefused = false

  /// The id, if one was read.
  var knownID: String? { record.id.isEmpty ? nil : record.id }

  /// Leaves out a part.
  mutating func fault(_ reason: Refusal.Reason) { faults.append(reason) }

  /// Leaves out the whole record.
  mutating func refuse(_ reason: Refusal.Reason) {
    faults.append(reason)
    isRefused = true
  }

  /// Leaves out the whole record, for a reason that was told already.
  mutating func refuseRest() { isRefused = true }

  /// A hash or digest of a kind that is told by its name; of any other kind it is kept as it stands.
  mutating func add(kind: String, _ value: String, field: String) {
    let kind = kind.lowercased()
    if kind == "pdq" {
      addHash(value.utf8.span, field: field)
    } else if let algorithm = DigestAlgorithm(named: kind) {
      addDigest(algorithm, value.utf8.span, field: field)
    } else {
      addForeign(kind: kind, value)
    }
  }

  /// A PDQ hash: 64 hexadecimal digits of either case, or Base64 of 32 bytes.
  mutating func addHash(_ text: Span<UInt8>, field: String) {
    guard let hash = PDQHash(hexDigits: text) ?? PDQHash(base64: text) else {
      return fault(.hexadecimal(text, digitCount: 64, field: field))
    }
    addHash(hash)
  }

  mutating func addHash(_ hash: PDQHash) {
    if let fault = Plausibility.fault(of: hash) { return self.fault(fault) }
    if !record.hashes.contains(hash) { record.hashes.append(hash) }
  }

  mutating func addDigest(_ algorithm: DigestAlgorithm, _ text: Span<UInt8>, field: String) {
    guard let bytes = hexBytes(text), bytes.count == algorithm.byteCount else {
      return fault(.hexadecimal(text, digitCount: 2 * algorithm.byteCount, field: field))
    }
    addDigest(ContentDigest(algorithm, bytes: bytes))
  }

  mutating func addDigest(_ digest: ContentDigest) {
    if let fault = Plausibility.fault(of: digest) { return refuse(fault) }
    if !record.digests.contains(digest) { record.digests.append(digest) }
  }

  mutating func addForeign(kind: String, _ value: String) {
    let hash = ForeignHash(kind: kind, value: value)
    guard value.utf8.count <= ImportLimits.valueByteCountMax else {
      return fault(.tooLong(what: kind, byteCountMax: ImportLimits.valueByteCountMax))
    }
    if !value.isEmpty, !record.foreignHashes.contains(hash) { record.foreignHashes.append(hash) }
  }

  mutating func addLabel(_ label: ImportedLabel) {
    if !record.labels.contains(label) { record.labels.append(label) }
  }

  /// The source says, in this word, that the record does not answer.
  mutating func setState(_ state: EntryState, word: String? = nil) {
    record.state = state
    record.stateWord = word
  }

  /// What concerns the record as a whole. Withdrawals need nothing but their id: no fault of a part keeps an
  /// entry in service that its source took back.
  mutating func check() {
    if record.id.isEmpty { record.id = record.idOfContent ?? "" }
    if record.state == .withdrawn, !record.id.isEmpty { isRefused = false }
    guard !isRefused else { return }
    if record.id.isEmpty {
      if record.isEmpty, !faults.isEmpty { isRefused = true } else { refuse(.nothingToMatch) }
    } else if record.isEmpty, record.state != .withdrawn {
      if faults.isEmpty { refuse(.nothingToMatch) } else { isRefused = true }
    }
    checkNames()
  }

  private mutating func checkNames() {
    let limit = ImportLimits.nameByteCountMax
    if record.id.utf8.count > limit { refuse(.tooLong(what: "id", byteCountMax: limit)) }
    if record.labels.contains(where: { $0.text.utf8.count > limit }) {
      record.labels.removeAll { $0.text.utf8.count > limit }
      fault(.tooLong(what: "label", byteCountMax: limit))
    }
  }
}

extension ImportedRecord {
  /// For sources without ids: the strongest digest, else the hash, so that the same item has the same id in
  /// every file; `nil` if there is none of them.
  var idOfContent: String? {
    if let digest = digests.max(by: { $0.algorithm < $1.algorithm }) { return MatchQuery.digest(digest).text }
    if let hash = hashes.first { return MatchQuery.hash(hash).text }
    guard let foreign = foreignHashes.first else { return nil }
    // SAFETY: the bytes of the text live as long as the call, which only reads them.
    let digest = unsafe ContentDigest(.sha256, of: foreign.value.utf8.span.bytes)
    return "\(foreign.kind):sha256:\(digest.hex)"
  }
}

extension Refusal.Reason {
  /// What is wrong with a text that should be so many hexadecimal digits.
  static func hexadecimal(_ text: Span<UInt8>, digitCount: Int, field: String) -> Refusal.Reason {
    let expected = "\(digitCount) hexadecimal digits"
    guard text.count == digitCount else {
      return .wrongLength(field: field, expected: expected, found: text.count)
    }
    return .badField(field: field, expected: expected, found: quoted(text))
  }
}
