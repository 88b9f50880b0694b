extension JSONObject {
  /// The object of one answered query or judged picture.
  ///
  /// - Parameters:
  ///   - subject: what it is about, as `("query", text)` or `("path", text)`, where that is told.
  ///   - path: what a query said of itself.
  ///   - isRestricted: whether it tells nothing but `Item.restrictedKeys`.
  public init(
    _ index: Int, subject: (key: String, text: String)? = nil, path: String? = nil, _ item: Item,
    isRestricted: Bool = false
  ) {
    self.init()
    set("i", index)
    if let subject { set(subject.key, subject.text) }
    set("path", path)
    item.forEachField(in: .object) {
      if !isRestricted || Item.restrictedKeys.contains($0) { set($0, $1) }
    }
    if let error = item.error {
      set("error", JSONObject { error.forEachField($0) })
    } else if item.verdict != nil, !isRestricted {
      set("matches", item.listedMatches.map { match in JSONObject { match.forEachField($0) } })
      if let leads = item.leads {
        set("leads", leads.all.map { lead in JSONObject { lead.forEachField($0) } })
      }
    }
  }

  /// The object of the fields that `forEachField` calls its argument with.
  private init(_ forEachField: (ReplyFieldBody) -> Void) {
    self.init()
    var object = JSONObject()
    forEachField { object.set($0, $1) }
    self = object
  }

  private mutating func set(_ key: String, _ value: ReplyValue) {
    switch value {
    case .number(let number): set(key, number)
    case .text(let text): set(key, text)
    case .texts(let texts): set(key, texts)
    case .yes: set(key, flag: true)
    }
  }
}
