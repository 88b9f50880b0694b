import MatchProtocol

extension JSONObject {
  /// The object of one answered query or judged picture. `subject` is `("query", text)` or `("path", text)`.
  init(_ index: Int, subject: (key: String, text: String), _ item: Item) {
    self.init()
    set("i", index)
    set(subject.key, subject.text)
    set(ItemFields(item))
    if case .failed(let error) = item.outcome {
      set("error", JSONObject(error))
    } else {
      set("matches", item.listedMatches.map { JSONObject(ItemFields($0)) })
    }
  }

  private init(_ fields: ItemFields) {
    self.init()
    set(fields)
  }

  private init(_ error: ItemError) {
    self.init()
    set("code", error.code)
    set("class", error.errorClass)
    set("msg", error.message)
  }

  private mutating func set(_ fields: ItemFields) {
    for (key, value) in fields.fields {
      switch value {
      case .number(let number): set(key, number)
      case .text(let text): set(key, text)
      case .texts(let texts): set(key, texts)
      case .flag: set(key, flag: true)
      }
    }
  }
}
