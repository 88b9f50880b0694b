/// The answer to one query or one picture: an `ITEM` line and the `ALSO` lines that belong to it.
///
/// Words that a newer server may add to (grades, methods, reasons, states, error codes) are text here, so
/// that an older client passes them on unchanged.
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
    /// We could not look; `reason` is one of Matcher's `UnjudgedReason` words.
    case unjudged(reason: String, detail: String?)
    case failed(ItemError)
  }
}

/// What a `known` item says.
public struct KnownFields: Equatable, Sendable {
  /// The best match's grade.
  public var grade: String
  /// The threshold of the request, in bits, inclusive; `nil` only where a client read a reply that does not
  /// repeat it (the best match is a digest).
  public var threshold: Int?
  /// At least one, best first.
  public var matches: [MatchFields]
  /// Matching entries that are not in `matches`.
  public var more: Int

  public init(grade: String, threshold: Int?, matches: [MatchFields], more: Int) {
    self.grade = grade
    self.threshold = threshold
    self.matches = matches
    self.more = more
  }

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
  /// Which view of the picture matched; words only where `method` is `pdq`.
  public var view: ViewWords

  public init(
    list: String, entry: String, labels: [String], state: String, method: String, grade: String?,
    distance: Int? = nil, view: ViewWords = ViewWords()
  ) {
    self.list = list
    self.entry = entry
    self.labels = labels
    self.state = state
    self.method = method
    self.grade = grade
    self.distance = distance
    self.view = view
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
