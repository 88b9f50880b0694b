import ContentDigests
import HashCore

/// Finds hashes that a program wrote into record after record, whatever file the record is of: one hash under
/// many digests.
///
/// Constant is what at least a sixteenth of all records with a digest have, and at least `digestCountMin`
/// different digests: a picture that was saved anew many times shares its hash as well, but not with such a
/// part of a list. Counts are short by a 257th of all at most, so that what 15 of 256 have may be found too.
struct HashCensus: Sendable {
  private var recordCount = 0
  private var hashes = FrequentValues<PDQHash>()
  private var foreignHashes = FrequentValues<ForeignHash>()

  static let digestCountMin = 32
  static let share = 16

  mutating func count(_ record: ImportedRecord) {
    guard let digest = record.digests.first else { return }
    recordCount += 1
    for hash in record.hashes { hashes.count(hash, under: digest) }
    for hash in record.foreignHashes { foreignHashes.count(hash, under: digest) }
  }

  var constantHashes: ConstantHashes {
    let shortfall = recordCount / (FrequentValues<PDQHash>.capacity + 1)
    let least = max(Self.digestCountMin, recordCount / Self.share - shortfall)
    return ConstantHashes(
      hashes: hashes.values(countMin: least), foreignHashes: foreignHashes.values(countMin: least))
  }
}

/// Hashes of a file that stand under so many digests that they say nothing.
public struct ConstantHashes: Hashable, Sendable {
  public internal(set) var hashes: Set<PDQHash> = []
  public internal(set) var foreignHashes: Set<ForeignHash> = []

  public var isEmpty: Bool { hashes.isEmpty && foreignHashes.isEmpty }

  /// Those of both.
  public func union(_ other: ConstantHashes) -> ConstantHashes {
    ConstantHashes(
      hashes: hashes.union(other.hashes), foreignHashes: foreignHashes.union(other.foreignHashes))
  }

  /// Takes them out of a record, and gives a reason for each. A record that is empty then is to be refused.
  public func remove(from record: inout ImportedRecord) -> [Refusal.Reason] {
    guard !isEmpty else { return [] }
    let found = record.hashes.filter(hashes.contains)
    let foreign = record.foreignHashes.filter(foreignHashes.contains)
    if !found.isEmpty { record.hashes.removeAll(where: hashes.contains) }
    if !foreign.isEmpty { record.foreignHashes.removeAll(where: foreignHashes.contains) }
    return found.map { .constantHash("pdq:\($0)") } + foreign.map { .constantHash("\($0.kind):\($0.value)") }
  }
}

/// The values that come most often among any number of them, in bounded memory: every value that makes up
/// more than 1/`capacity` of all is among those it holds at the end (Misra and Gries, "Finding repeated
/// elements", 1982). O(1) a value, amortized.
struct FrequentValues<Value: Hashable & Sendable>: Sendable {
  static var capacity: Int { 256 }

  private struct Candidate {
    /// How often it came, less what others took away since.
    var count = 0
    /// The different digests it stood under, as many as make it constant.
    var digests: Set<ContentDigest> = []

    mutating func take(_ digest: ContentDigest) {
      count += 1
      if digests.count < HashCensus.digestCountMin { digests.insert(digest) }
    }
  }

  private var candidates: [Value: Candidate] = [:]

  mutating func count(_ value: Value, under digest: ContentDigest) {
    guard candidates[value] != nil || candidates.count < Self.capacity else { return takeOneAway() }
    candidates[value, default: Candidate()].take(digest)
  }

  private mutating func takeOneAway() {
    for value in candidates.keys { candidates[value]!.count -= 1 }
    candidates = candidates.filter { $0.value.count > 0 }
  }

  func values(countMin: Int) -> Set<Value> {
    let constant = candidates.filter {
      $0.value.count >= countMin && $0.value.digests.count >= HashCensus.digestCountMin
    }
    return Set(constant.keys)
  }
}
