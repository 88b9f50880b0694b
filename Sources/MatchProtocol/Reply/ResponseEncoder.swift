import HashCore

/// Writes the reply lines of one request into memory. The last line is always `ok`, `pong` or `error`.
public struct ResponseEncoder: Sendable {
  /// What was written so far.
  public private(set) var bytes: [UInt8] = []
  /// What every line ends with: the tag, if there is one, and LF.
  private let lineEnd: [UInt8]

  public init(tag: String?) {
    lineEnd = Array((tag.map { " #\($0)\n" } ?? "\n").utf8)
  }

  /// The `ITEM` line of an item and its `ALSO` lines.
  public mutating func item(_ item: Item) {
    word("ITEM")
    field("i", item.index)
    switch item.outcome {
    case .known(let known): self.known(known)
    case .unknown: field("verdict", "unknown")
    case .unjudged(let reason, let detail):
      field("verdict", "unjudged")
      field("reason", reason)
      if let detail { field("detail", detail) }
    case .failed(let error): failure(error)
    }
    if let picture = item.picture { self.picture(picture) }
    endLine()
    also(item)
  }

  /// `STAT <key> <value>`; neither may hold spaces.
  public mutating func stat(_ key: String, _ value: String) {
    bytes += "STAT \(key) \(value)".utf8
    endLine()
  }

  public mutating func ok(_ fields: [Field] = []) {
    word("OK")
    for field in fields {
      if field.isList {
        list(field.key, field.value.split(separator: ",").map(String.init))
      } else {
        self.field(field.key, field.value)
      }
    }
    endLine()
  }

  /// `OK bytes=<n>` and the body that it announces.
  public mutating func ok(body: [UInt8]) {
    ok([Field("bytes", "\(body.count)")])
    bytes += body
  }

  public mutating func pong() {
    word("PONG")
    endLine()
  }

  public mutating func error(_ error: ProtocolError) {
    bytes += "ERR \(error.code.rawValue) \(error.code.errorClass.rawValue)".utf8
    for field in error.fields { self.field(field.key, field.value) }
    field("msg", error.message)
    endLine()
  }

  // MARK: Parts of lines

  private mutating func known(_ known: KnownFields) {
    field("verdict", "known")
    if let first = known.matches.first { match(first, threshold: known.threshold) }
    if known.more > 0 { field("more", known.more) }
  }

  private mutating func also(_ item: Item) {
    let (further, threshold): (ArraySlice<MatchFields>, Int?) =
      switch item.outcome {
      case .known(let known): (known.matches.dropFirst(), known.threshold)
      case .unknown(let nearest): (nearest[...], nil)
      case .unjudged, .failed: ([], nil)
      }
    for match in further {
      word("ALSO")
      field("i", item.index)
      self.match(match, threshold: threshold)
      endLine()
    }
  }

  private mutating func match(_ match: MatchFields, threshold: Int?) {
    if let grade = match.grade { field("grade", grade) }
    if let distance = match.distance {
      field("distance", distance)
      if let threshold { field("threshold", threshold) }
    }
    field("method", match.method)
    for word in match.view.fields { field(word.key, word.value) }
    field("list", match.list)
    field("entry", match.entry)
    list("labels", match.labels)
    field("state", match.state)
  }

  private mutating func picture(_ picture: PictureFields) {
    if picture.isDamaged { field("damaged", "yes") }
    if let hash = picture.hash { field(hash.key, hash.value.description) }
    if let quality = picture.quality { field("quality", quality) }
    if let sha256 = picture.sha256 { field("sha256", sha256) }
    if let width = picture.width { field("width", width) }
    if let height = picture.height { field("height", height) }
    if let format = picture.format { field("format", format) }
    if let decode = picture.decode { field("decode", decode) }
    if let warningCount = picture.warningCount { field("warnings", warningCount) }
    if let name = picture.name { field("name", name) }
  }

  private mutating func failure(_ error: ItemError) {
    field("error", error.code)
    field("class", error.errorClass)
    field("msg", error.message)
  }

  private mutating func list(_ key: String, _ elements: [String]) {
    begin(key)
    for (index, element) in elements.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      PercentCoding.append(Array(element.utf8), .value, to: &bytes)
    }
  }

  private mutating func word(_ word: String) { bytes += word.utf8 }

  private mutating func field(_ key: String, _ value: Int) {
    begin(key)
    bytes += String(value).utf8
  }

  private mutating func field(_ key: String, _ value: String) {
    begin(key)
    PercentCoding.append(Array(value.utf8), .value, to: &bytes)
  }

  private mutating func begin(_ key: String) {
    bytes.append(UInt8(ascii: " "))
    bytes += key.utf8
    bytes.append(UInt8(ascii: "="))
  }

  private mutating func endLine() { bytes += lineEnd }
}
