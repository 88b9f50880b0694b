import HashCore

/// Every key of an item, in the order in which they stand on lines, in rows and in objects. A new key is a
/// line here, and in docs/protocol.md and docs/command-line.md.
///
///     ITEM  verdict | of the best match | more | unjudged | leads | suppressed | picture | error
///     ALSO            of a further match
///     JSON  the same as ITEM, an error, all matches and all leads as objects of their own
extension Item {
  private static let sections: [ReplySection] = [
    ReplySection([ReplyField("verdict", in: .item, value: { .text($0.rawValue) })]) { $0.verdict },
    ReplySection(MatchFields.inLine) { $0.known?.best },
    ReplySection(KnownFields.all) { $0.known },
    ReplySection(UnjudgedFields.all) { $0.unjudged },
    ReplySection(ToldLeads.fields) { $0.leads },
    ReplySection(SuppressedFields.all) { $0.suppressed },
    ReplySection(PictureFields.all) { $0.picture },
    ReplySection([ReplyField("match_count", in: .row, value: { .number($0.matchCount) })]) { $0 },
    ReplySection(ItemError.all) { $0.error },
    ReplySection(SkippedFields.all) { $0.skipped },
  ]

  /// What is told to those who may not learn what is listed.
  static let restrictedKeys: Set = ["verdict", "labels", "reason", "error", "class", "msg", "name"]

  /// Calls `body` with every key that the item has in `place`, in order.
  public func forEachField(in place: ReplyPlaces, _ body: ReplyFieldBody) {
    for section in Self.sections { section.forEachValue(self, place, body) }
  }

  /// The keys that any item can have in `place`, in order.
  public static func keys(in place: ReplyPlaces) -> [String] { sections.flatMap { $0.keys(place) } }
}

extension MatchFields {
  private static let entryKeys: [ReplyField<MatchFields>] = [
    .text("list", \.list, in: .all, isRequired: true),
    .text("entry", \.entry, in: .all, isRequired: true),
  ]

  private static let findingKeys: [ReplyField<MatchFields>] =
    [
      .text("grade", \.grade, in: .item),
      .number("distance", \.distance, in: .all),
      .number("threshold", \.threshold, in: .item),
      .text("method", \.method, in: .all, isRequired: true),
    ]
    + ViewWords.keys.map { key in
      ReplyField(
        key, in: .all, value: { $0.view[key].map(ReplyValue.text) }, assign: { $0.view[key] = $1.text })
    }

  private static let sourceKeys: [ReplyField<MatchFields>] = [
    .texts("labels", \.labels, in: .all),
    .text("state", \.state, in: .all),
  ]

  /// As a line or a row has them.
  static let inLine = findingKeys + entryKeys + sourceKeys
  /// As an object of its own has them: which entry it is comes first.
  static let nested = entryKeys + findingKeys + sourceKeys

  /// Calls `body` with every key that the match has as an object of its own, in order.
  public func forEachField(_ body: ReplyFieldBody) { Self.nested.forEachValue(of: self, in: .nested, body) }
}

extension KnownFields {
  static let all: [ReplyField<KnownFields>] = [.count("more", \.more, in: .item)]
}

extension UnjudgedFields {
  static let all: [ReplyField<UnjudgedFields>] = [
    .text("reason", \.reason, in: .item),
    .text("detail", \.detail, in: .item),
  ]
}

extension LeadFields {
  /// As an object of its own has them.
  static let nested: [ReplyField<LeadFields>] =
    [
      .text("list", \.list, in: .nested, isRequired: true),
      .text("entry", \.entry, in: .nested, isRequired: true),
      .number("distance", \.distance, in: .nested),
    ]
    + ViewWords.keys.map { key in
      ReplyField(
        key, in: .nested, value: { $0.view[key].map(ReplyValue.text) }, assign: { $0.view[key] = $1.text })
    } + [.texts("labels", \.labels, in: .nested), .text("state", \.state, in: .nested)]

  /// Calls `body` with every key that the lead has as an object of its own, in order.
  public func forEachField(_ body: ReplyFieldBody) { Self.nested.forEachValue(of: self, in: .nested, body) }
}

extension ToldLeads {
  /// The keys of the nearest one, and how many there are: as `leads` where that is no array.
  static let fields: [ReplyField<ToldLeads>] =
    LeadFields.nested.map { field in
      ReplyField(
        "lead_" + field.key, in: .item, isRequired: field.isRequired,
        value: { field.value($0.nearest) }, assign: { field.assign(&$0.nearest, $1) })
    } + [.count("leads", \.total, in: [.line, .row]), .count("lead_count", \.total, in: .object)]
}

extension SuppressedFields {
  static let all: [ReplyField<SuppressedFields>] = [
    .text("suppressed", \.match, in: .item, isRequired: true),
    .text("suppressed_by", \.suppressor, in: .item),
    .count("suppressed_count", \.total, in: .item),
  ]
}

extension PictureFields {
  static let all: [ReplyField<PictureFields>] =
    [.flag("damaged", \.isDamaged, in: .item)] + ReplyHash.Kind.allCases.map(hash)
    + [
      .number("quality", \.quality, in: .item),
      .text("sha256", \.sha256, in: .item),
      .number("width", \.width, in: .item),
      .number("height", \.height, in: .item),
      .text("format", \.format, in: .item),
      .text("decode", \.decode, in: .item),
      .number("warnings", \.warningCount, in: .item),
      .number("pictures", \.pictureCount, in: .item),
      .number("pictures_judged", \.judgedPictureCount, in: .item),
      .count("pictures_auxiliary", \.auxiliaryPictureCount, in: .item),
      .flag("unread_picture", \.isUnread, in: .item),
      // A report names the picture by its path.
      .text("name", \.name, in: .line),
    ]

  private static func hash(_ kind: ReplyHash.Kind) -> ReplyField<PictureFields> {
    ReplyField(
      kind.rawValue, in: .item,
      value: { $0.hash?.kind == kind ? $0.hash.map { .text($0.value.description) } : nil },
      assign: { picture, text in
        if let value = PDQHash(text.text) { picture.hash = ReplyHash(kind, value) }
      })
  }
}

extension ItemError {
  static let all: [ReplyField<ItemError>] = [
    .text("error", \.code, in: [.line, .row], isRequired: true),
    .text("code", \.code, in: .nested),
    .text("class", \.errorClass, in: [.line, .row, .nested]),
    .text("msg", \.message, in: [.line, .row, .nested]),
  ]

  /// Calls `body` with every key that the error has as an object of its own, in order.
  public func forEachField(_ body: ReplyFieldBody) { Self.all.forEachValue(of: self, in: .nested, body) }
}

extension SkippedFields {
  static let all: [ReplyField<SkippedFields>] = [.text("skipped", \.kind, in: [.row, .object])]
}

/// The keys of one part of an item, and how to find that part.
private struct ReplySection: Sendable {
  let keys: @Sendable (ReplyPlaces) -> [String]
  let forEachValue: @Sendable (Item, ReplyPlaces, ReplyFieldBody) -> Void

  init<Part>(_ fields: [ReplyField<Part>], of part: @escaping @Sendable (Item) -> Part?) {
    keys = { fields.keys(in: $0) }
    forEachValue = { item, place, body in
      if let part = part(item) { fields.forEachValue(of: part, in: place, body) }
    }
  }
}
