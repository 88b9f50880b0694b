import HashCore
import MatchProtocol

/// An item's keys and values in the one order that JSON and CSV share; the names are those of the line
/// protocol.
struct ItemFields {
  enum Value {
    case number(Int)
    case text(String)
    case texts([String])
    case flag
  }

  private(set) var fields: [(key: String, value: Value)] = []

  /// Every key that can stand here, in order: the columns of a CSV report between `path` and `match_count`.
  static let keys =
    ["verdict", "grade", "distance", "threshold", "method"] + ViewWords.keys
    + [
      "list", "entry", "labels", "state", "more", "reason", "detail", "damaged", "pdq", "pdq_fast",
      "pdq_damaged", "quality", "sha256", "width", "height", "format", "decode", "warnings",
    ]

  /// The fields of `item`, without its matches and without its error.
  init(_ item: Item) {
    switch item.outcome {
    case .known(let known):
      add("verdict", "known")
      add(known)
    case .unknown: add("verdict", "unknown")
    case .unjudged(let reason, let detail):
      add("verdict", "unjudged")
      add("reason", reason)
      add("detail", detail)
    case .failed: break
    }
    if let picture = item.picture { add(picture) }
  }

  /// The fields of one match, as they stand in the array `matches`.
  init(_ match: MatchFields) {
    add("list", match.list)
    add("entry", match.entry)
    add("distance", match.distance)
    add("method", match.method)
    add(match.view)
    fields.append(("labels", .texts(match.labels)))
    add("state", match.state)
  }

  private mutating func add(_ known: KnownFields) {
    guard let first = known.matches.first else { return }
    add("grade", known.grade)
    add("distance", first.distance)
    if first.distance != nil { add("threshold", known.threshold) }
    add("method", first.method)
    add(first.view)
    add("list", first.list)
    add("entry", first.entry)
    fields.append(("labels", .texts(first.labels)))
    add("state", first.state)
    if known.more > 0 { add("more", known.more) }
  }

  private mutating func add(_ view: ViewWords) {
    for word in view.fields { add(word.key, word.value) }
  }

  private mutating func add(_ picture: PictureFields) {
    if picture.isDamaged { fields.append(("damaged", .flag)) }
    if let hash = picture.hash { add(hash.key, "\(hash.value)") }
    add("quality", picture.quality)
    add("sha256", picture.sha256)
    add("width", picture.width)
    add("height", picture.height)
    add("format", picture.format)
    add("decode", picture.decode)
    add("warnings", picture.warningCount)
  }

  private mutating func add(_ key: String, _ value: String?) {
    if let value { fields.append((key, .text(value))) }
  }

  private mutating func add(_ key: String, _ value: Int?) {
    if let value { fields.append((key, .number(value))) }
  }
}

extension Item {
  /// The entries that are listed: of a known item, or the nearest ones of an unknown item.
  var listedMatches: [MatchFields] {
    switch outcome {
    case .known(let known): known.matches
    case .unknown(let nearest): nearest
    case .unjudged, .failed: []
    }
  }

  /// All matching entries, those not listed included.
  var matchCount: Int {
    if case .known(let known) = outcome { known.matchCount } else { 0 }
  }
}
