import ContentDigests
import Matcher

/// What an import changes, or would change.
public struct ImportDifference: Hashable, Sendable {
  public internal(set) var added = 0
  public internal(set) var changed = 0
  public internal(set) var withdrawn = 0
  public internal(set) var unchanged = 0
  /// Ids that their source withdrew before they came.
  public internal(set) var foreclosed = 0
  /// Entries that the files bring and that were withdrawn here: they stay so.
  public internal(set) var heldBack = 0
  /// By their words.
  public internal(set) var refusals: [String: Int]
  /// Of what is new: what does not answer until somebody has looked at it, by what is suspicious.
  public internal(set) var quarantined: [String: Int] = [:]
  /// The first ids of each kind.
  public internal(set) var examples = Examples()
  /// Entries of the list that had not been withdrawn.
  public internal(set) var listedCount = 0
  /// Covers the sign and id of everything that changes, and of what would if it were not suspicious, in their
  /// order.
  private(set) var digest = AuditCheckpoint.start.digest

  public struct Examples: Hashable, Sendable {
    public internal(set) var added: [String] = []
    public internal(set) var changed: [String] = []
    public internal(set) var withdrawn: [String] = []
    public internal(set) var heldBack: [String] = []
  }

  /// Changes whose new hashes are suspicious, by what is: they are made where somebody says so.
  private var suspiciousChanges: [String: Int] = [:]
  /// Of what is new: what would answer at once.
  private var answeringCount = 0

  private static let exampleCountMax = 100

  init(refusals: [String: Int]) { self.refusals = refusals }

  public var refusedCount: Int { refusals.values.reduce(0, +) }
  /// How many entries are different from before.
  public var changeCount: Int { added + changed + withdrawn }

  /// Whether more than a tenth of the list would go: more often a broken file than a wish.
  public var withdrawsMuch: Bool { 10 * withdrawn > listedCount }

  /// Whether the list grows by more than half, and by more than a thousand entries: more often a wrong file
  /// than a week's work.
  public var growsMuch: Bool { added > max(1000, listedCount / 2) }

  /// What holds entries of a list back that grows much.
  static let growth = "growth"

  /// Counts what is new, and would answer, as what waits in quarantine.
  mutating func holdAdditionsBack() {
    if answeringCount > 0 { quarantined[Self.growth, default: 0] += answeringCount }
    answeringCount = 0
  }

  /// Counts changes that are suspicious: as refused, so that what was in service stays, or as made.
  /// - Parameter confirmed: how many somebody has said there are.
  /// - Returns: whether they are made.
  mutating func settleSuspiciousChanges(confirmed: Int?) -> Bool {
    let count = suspiciousChanges.values.reduce(0, +)
    let areMade = confirmed == count
    for (suspicion, count) in suspiciousChanges {
      if areMade { changed += count } else { refusals["changed to: \(suspicion)", default: 0] += count }
    }
    suspiciousChanges = [:]
    return areMade
  }

  public var quarantinedCount: Int { quarantined.values.reduce(0, +) }

  mutating func count(_ step: ImportStep) {
    switch step {
    case .add(let entry, let reason):
      note(entry.id, "+", \.added, \.added)
      if let reason {
        quarantined[reason, default: 0] += 1
      } else if entry.said == .confirmed {
        answeringCount += 1
      }
    case .change(let row, _, nil): note(row.id, "~", \.changed, \.changed)
    case .change(let row, _, let suspicion?):
      suspiciousChanges[suspicion, default: 0] += 1
      cover(row.id, "?")
    case .withdraw(let row, _): note(row.id, "-", \.withdrawn, \.withdrawn)
    case .holdBack(let id): note(id, "!", \.heldBack, \.heldBack)
    case .foreclose: foreclosed += 1
    case .keep: unchanged += 1
    case .refuse(let reason): refusals[reason, default: 0] += 1
    }
  }

  private mutating func note(
    _ id: String, _ sign: String, _ count: WritableKeyPath<ImportDifference, Int>,
    _ examples: WritableKeyPath<Examples, [String]>
  ) {
    self[keyPath: count] += 1
    if self.examples[keyPath: examples].count < Self.exampleCountMax {
      self.examples[keyPath: examples].append(id)
    }
    cover(id, sign)
  }

  private mutating func cover(_ id: String, _ sign: String) {
    var canonical = CanonicalBytes()
    canonical.add(digest)
    canonical.add(sign + id)
    digest = canonical.digest.bytes
  }

  /// `+1 204 -37 ~12, refused 5 (empty-file digest 2, constant hash 3), unchanged 88 310`
  public var words: String {
    var words = "+\(Self.grouped(added)) -\(Self.grouped(withdrawn)) ~\(Self.grouped(changed))"
    if refusedCount > 0 {
      let parts = refusals.sorted { $0.key < $1.key }.map { "\($0.key) \(Self.grouped($0.value))" }
      words += ", refused \(Self.grouped(refusedCount)) (\(parts.joined(separator: ", ")))"
    }
    if quarantinedCount > 0 {
      let parts = quarantined.sorted { $0.key < $1.key }.map { "\($0.key) \(Self.grouped($0.value))" }
      words += ", in quarantine \(Self.grouped(quarantinedCount)) (\(parts.joined(separator: ", ")))"
    }
    if heldBack > 0 { words += ", withdrawn here \(Self.grouped(heldBack))" }
    if foreclosed > 0 { words += ", withdrawn before they came \(Self.grouped(foreclosed))" }
    return words + ", unchanged \(Self.grouped(unchanged))"
  }

  /// Digits in groups of three.
  private static func grouped(_ number: Int) -> String {
    var text = ""
    for (place, digit) in String(number).reversed().enumerated() {
      if place > 0, place.isMultiple(of: 3) { text = " " + text }
      text = String(digit) + text
    }
    return text
  }
}
