/// The answer to one query or one picture: an `ITEM` line and the `ALSO` lines that belong to it.
///
/// Words that a newer server may add to (grades, methods, views, reasons, states, error codes) are text here,
/// so that an older client passes them on unchanged.
public struct Item: Equatable, Sendable {
  /// The query's place in its request, from 0.
  public var index: Int
  public var outcome: Outcome
  /// What was found out about the picture; `nil` for look-ups.
  public var picture: PictureFields?

  public init(index: Int, outcome: Outcome, picture: PictureFields? = nil) {
    self.index = index
    self.outcome = outcome
    self.picture = picture
  }

  public enum Outcome: Equatable, Sendable {
    case known(KnownFields)
    /// Nothing within the threshold; `nearest` holds what a request for the nearest entries found beyond it.
    case unknown(nearest: [MatchFields])
    /// We could not look.
    case unjudged(UnjudgedFields)
    case failed(ItemError)
  }

  /// The words of `verdict=`.
  public enum Verdict: String, CaseIterable, Sendable {
    case known, unknown, unjudged
  }

  /// `nil` for an item that failed.
  public var verdict: Verdict? {
    switch outcome {
    case .known: .known
    case .unknown: .unknown
    case .unjudged: .unjudged
    case .failed: nil
    }
  }

  /// The entries that are listed: of a known item, or the nearest ones of an unknown item.
  public var listedMatches: [MatchFields] {
    switch outcome {
    case .known(let known): known.matches
    case .unknown(let nearest): nearest
    case .unjudged, .failed: []
    }
  }

  /// All matching entries, those not listed included.
  public var matchCount: Int { known?.matchCount ?? 0 }

  var known: KnownFields? {
    if case .known(let known) = outcome { known } else { nil }
  }

  var unjudged: UnjudgedFields? {
    if case .unjudged(let unjudged) = outcome { unjudged } else { nil }
  }

  var error: ItemError? {
    if case .failed(let error) = outcome { error } else { nil }
  }
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

/// What an `unjudged` item says.
public struct UnjudgedFields: Equatable, Sendable {
  public var reason: String
  /// What was expected and found, in words.
  public var detail: String?

  public init(reason: String, detail: String? = nil) {
    self.reason = reason
    self.detail = detail
  }
}

/// Why one item of a batch has no answer; the others have theirs.
public struct ItemError: Equatable, Sendable {
  /// One of `ErrorCode`'s words.
  public var code: String
  /// One of `ErrorClass`'s words.
  public var errorClass: String
  public var message: String

  public init(code: String, errorClass: String, message: String) {
    self.code = code
    self.errorClass = errorClass
    self.message = message
  }

  public init(_ code: ErrorCode, _ message: String) {
    self.init(code: code.rawValue, errorClass: code.errorClass.rawValue, message: message)
  }
}
