/// One entry that matched.
public struct MatchFields: Equatable, Sendable {
  public var list: String
  public var entry: String
  public var labels: [String]
  public var state: String
  /// `md5`, `sha1`, `sha256` or `pdq`.
  public var method: String
  /// `exact`, `strong` or `near`; `nil` for an entry beyond the threshold.
  public var grade: String?
  /// Differing bits; only where `method` is `pdq`.
  public var distance: Int?
  /// The threshold that was applied, in bits, inclusive; only where `method` is `pdq` and the item is known.
  public var threshold: Int?
  /// Which view of the picture matched; words only where `method` is `pdq`.
  public var view: ViewWords

  public init(
    list: String, entry: String, labels: [String] = [], state: String, method: String, grade: String?,
    distance: Int? = nil, threshold: Int? = nil, view: ViewWords = ViewWords()
  ) {
    self.list = list
    self.entry = entry
    self.labels = labels
    self.state = state
    self.method = method
    self.grade = grade
    self.distance = distance
    self.threshold = threshold
    self.view = view
  }

  /// Before its line is read.
  static let empty = MatchFields(list: "", entry: "", state: "", method: "", grade: nil)
}

/// What a `known` item says.
public struct KnownFields: Equatable, Sendable {
  /// What the item itself tells; it lies within the threshold.
  public var best: MatchFields
  /// What `ALSO` lines tell, in report order.
  public var further: [MatchFields]
  /// Matching entries that are not told.
  public var more: Int

  public init(best: MatchFields, further: [MatchFields] = [], more: Int = 0) {
    self.best = best
    self.further = further
    self.more = more
  }

  /// All that are told, best first.
  public var matches: [MatchFields] { [best] + further }

  /// All matching entries, those left out included. Entries that are listed although they lie beyond the
  /// threshold (a request for the nearest) do not count.
  public var matchCount: Int { more + matches.count { $0.grade != nil } }
}
