extension ReplyLine {
  /// Reads one reply line, without its line end.
  /// - Returns: the line, and the tag that it carries.
  public static func decode(_ line: [UInt8]) throws(ReplyLineError) -> (line: ReplyLine, tag: String?) {
    let reader = ReplyLineReader(line)
    guard let decoded = reader.decode() else {
      throw ReplyLineError(line: PercentCoding.encode(excerpt(line), .path))
    }
    return (decoded, reader.tag)
  }
}

/// The words, values and tag of one reply line.
private struct ReplyLineReader {
  private(set) var tag: String?
  private var words: [String] = []
  private var texts = ReplyTexts()

  init(_ line: [UInt8]) {
    var tokens = line.split(separator: UInt8(ascii: " "))
    if let last = tokens.last, last.first == UInt8(ascii: "#") {
      tag = String(decoding: last.dropFirst(), as: UTF8.self)
      tokens.removeLast()
    }
    for token in tokens {
      if let equals = token.firstIndex(of: UInt8(ascii: "=")) {
        let key = String(decoding: token[..<equals], as: UTF8.self)
        texts.append(key, ReplyText(bytes: token[(equals + 1)...]))
      } else {
        words.append(String(decoding: token, as: UTF8.self))
      }
    }
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

  private var index: Int? { texts["i"]?.number }
  private var fields: [Field] { texts.pairs.map { Field($0.key, $0.text.text) } }

  private func item() -> Item? {
    guard let index, let outcome = outcome(),
      let picture = PictureFields.all.read(texts, into: PictureFields())
    else { return nil }
    return Item(
      index: index, outcome: outcome, leads: ToldLeads.fields.read(texts, into: ToldLeads(nearest: .empty)),
      suppressed: SuppressedFields.all.read(texts, into: .empty),
      picture: picture == PictureFields() ? nil : picture)
  }

  private func outcome() -> Item.Outcome? {
    let nothing = ItemError(code: "", errorClass: "", message: "")
    if let error = ItemError.all.read(texts, into: nothing) { return .failed(error) }
    switch texts["verdict"].flatMap({ Item.Verdict(rawValue: $0.text) }) {
    case .known: return known()
    case .unknown: return .unknown(nearest: [])
    case .unjudged:
      return UnjudgedFields.all.read(texts, into: UnjudgedFields(reason: "")).map { .unjudged($0) }
    case nil: return nil
    }
  }

  /// What is known has a grade: no entry beyond the threshold makes it so.
  private func known() -> Item.Outcome? {
    guard let best = match(), best.grade != nil else { return nil }
    return KnownFields.all.read(texts, into: KnownFields(best: best)).map { .known($0) }
  }

  private func also() -> ReplyLine? {
    guard let index, let match = match() else { return nil }
    return .also(index: index, match: match)
  }

  private func match() -> MatchFields? { MatchFields.inLine.read(texts, into: .empty) }

  private func failure() -> ReplyLine? {
    guard words.count >= 2 else { return nil }
    return .failed(
      ReplyFailure(code: words[1], errorClass: words.count > 2 ? words[2] : "", fields: fields))
  }
}
