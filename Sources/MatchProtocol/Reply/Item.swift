/// The answer to one query or one picture: an `ITEM` line and the `ALSO` lines that belong to it.
///
/// Words that a newer server may add to (grades, methods, views, reasons, states, error codes) are text here,
/// so that an older client passes them on unchanged.
public struct Item: Equatable, Sendable {
  /// The query's place in its request, from 0.
  public var index: Int
  public var outcome: Outcome
  /// What came near without being a match; `nil` where nothing did.
  public var leads: ToldLeads?
  /// What negative lists took away; `nil` where they took nothing.
  public var suppressed: SuppressedFields?
  /// What was found out about the picture; `nil` for look-ups.
  public var picture: PictureFields?

  public init(
    index: Int, outcome: Outcome, leads: ToldLeads? = nil, suppressed: SuppressedFields? = nil,
    picture: PictureFields? = nil
  ) {
    self.index = index
    self.outcome = outcome
    self.leads = leads
    self.suppressed = suppressed
    self.picture = picture
  }

  public enum Outcome: Equatable, Sendable {
    case known(KnownFields)
    /// Nothing within the threshold; `nearest` holds what a request for the nearest entries found beyond it.
    case unknown(nearest: [MatchFields])
    /// We could not look.
    case unjudged(UnjudgedFields)
    case failed(ItemError)
    /// Not looked at, nor asked for on its own. Only in reports of walks, never on the wire.
    case skipped(SkippedFields)
  }

  /// The words of `verdict=`.
  public enum Verdict: String, CaseIterable, Sendable {
    case known, unknown, unjudged
  }

  /// `nil` for an item that failed or was skipped.
  public var verdict: Verdict? {
    switch outcome {
    case .known: .known
    case .unknown: .unknown
    case .unjudged: .unjudged
    case .failed, .skipped: nil
    }
  }

  /// The entries that are listed: of a known item, or the nearest ones of an unknown item.
  public var listedMatches: [MatchFields] {
    switch outcome {
    case .known(let known): known.matches
    case .unknown(let nearest): nearest
    case .unjudged, .failed, .skipped: []
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

  /// What is said of something that was not looked at.
  public var skipped: SkippedFields? {
    if case .skipped(let skipped) = outcome { skipped } else { nil }
  }

  /// Why it failed, or was skipped where that is an error too.
  public var error: ItemError? {
    if case .failed(let error) = outcome { error } else { skipped?.error }
  }
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

/// What is said of something that a walk met and did not look at.
public struct SkippedFields: Equatable, Sendable {
  /// What it is, in one word: `pipe`, `link`.
  public var kind: String
  /// Where it was named on its own, or could not be read.
  public var error: ItemError?

  public init(kind: String, error: ItemError? = nil) {
    self.kind = kind
    self.error = error
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
