extension ReplyLine {
  /// Reads one reply line, without its line end.
  /// - Returns: the line, and the tag that it carries.
  public static func decode(_ line: [UInt8]) throws(ReplyLineError) -> (line: ReplyLine, tag: String?) {
    let reader = ReplyFieldReader(line)
    guard let decoded = reader.decode() else {
      throw ReplyLineError(line: PercentCoding.encode(excerpt(line), .path))
    }
    return (decoded, reader.tag)
  }
}

/// The words, fields and tag of one reply line.
private struct ReplyFieldReader {
  private(set) var tag: String?
  private let words: [String]
  private let fields: [Field]
  private let labels: [String]

  init(_ line: [UInt8]) {
    var tokens = line.split(separator: UInt8(ascii: " "))
    if let last = tokens.last, last.first == UInt8(ascii: "#") {
      tag = String(decoding: last.dropFirst(), as: UTF8.self)
      tokens.removeLast()
    }
    var words: [String] = []
    var fields: [Field] = []
    var labels: [String] = []
    for token in tokens {
      guard let equals = token.firstIndex(of: UInt8(ascii: "=")) else {
        words.append(String(decoding: token, as: UTF8.self))
        continue
      }
      let key = String(decoding: token[..<equals], as: UTF8.self)
      let value = token[(equals + 1)...]
      if key == "labels" { labels = value.split(separator: UInt8(ascii: ",")).map(decodedText) }
      fields.append(Field(key, decodedText(value)))
    }
    self.words = words
    self.fields = fields
    self.labels = labels
  }

  func decode() -> ReplyLine? {
    switch words.first {
    case "ITEM": item().map(ReplyLine.item)
    case "ALSO": also()
    case "STAT": words.count == 3 ? .stat(key: words[1], value: words[2]) : nil
    case "OK": .ok(fields)
    case "PONG": .pong
    case "ERR": failure()
    default: nil
    }
  }

  private func item() -> Item? {
    guard let index = number("i"), let outcome = outcome() else { return nil }
    let picture = picture()
    return Item(index: index, outcome: outcome, picture: picture == PictureFields() ? nil : picture)
  }

  private func outcome() -> Item.Outcome? {
    if let code = fields["error"] {
      return .failed(
        ItemError(code: code, errorClass: fields["class"] ?? "", message: fields["msg"] ?? ""))
    }
    switch fields["verdict"] {
    case "known": return known().map(Item.Outcome.known)
    case "unknown": return .unknown(nearest: [])
    case "unjudged": return .unjudged(reason: fields["reason"] ?? "", detail: fields["detail"])
    default: return nil
    }
  }

  /// `threshold=` is missing where the best match is a digest; the client knows what it asked for.
  private func known() -> KnownFields? {
    guard let match = match(), let grade = match.grade else { return nil }
    return KnownFields(
      grade: grade, threshold: number("threshold"), matches: [match], more: number("more") ?? 0)
  }

  private func also() -> ReplyLine? {
    guard let index = number("i"), let match = match() else { return nil }
    return .also(index: index, match: match)
  }

  private func match() -> MatchFields? {
    guard let list = fields["list"], let entry = fields["entry"], let method = fields["method"] else {
      return nil
    }
    return MatchFields(
      list: list, entry: entry, labels: labels, state: fields["state"] ?? "", method: method,
      grade: fields["grade"], distance: number("distance"), view: view())
  }

  private func view() -> ViewWords {
    ViewWords.keys.reduce(into: ViewWords()) { view, key in view[key] = fields[key] }
  }

  private func picture() -> PictureFields {
    PictureFields(
      hash: ["pdq", "pdq_fast", "pdq_damaged"].lazy.compactMap { key in
        fields[key].flatMap { PictureHash(key: key, value: $0) }
      }.first,
      quality: number("quality"), sha256: fields["sha256"], width: number("width"),
      height: number("height"), format: fields["format"], decode: fields["decode"],
      warningCount: number("warnings"), isDamaged: fields["damaged"] == "yes", name: fields["name"])
  }

  private func failure() -> ReplyLine? {
    guard words.count >= 2 else { return nil }
    return .failed(
      ReplyFailure(code: words[1], errorClass: words.count > 2 ? words[2] : "", fields: fields))
  }

  private func number(_ key: String) -> Int? { fields[key].flatMap { decimalValue(Array($0.utf8)) } }
}

/// Percent-decoded text; a value that is badly encoded is taken as it stands.
private func decodedText(_ bytes: ArraySlice<UInt8>) -> String {
  String(decoding: PercentCoding.decode(bytes) ?? Array(bytes), as: UTF8.self)
}
