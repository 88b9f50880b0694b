/// The bytes of a list. In format 1 a list ends behind its name's offset, after 16 bytes.
enum ListLayout: ByteLayout {
  static let title = "List"
  static let byteCount = 48
  static let byteCountInFormat1 = 16

  static let firstEntry = NumberField<UInt32>("first entry", at: 0)
  static let nameLength = NumberField<UInt32>("name length", at: 4)
  static let nameOffset = NumberField<UInt64>("name offset", at: 8)
  static let kind = NumberField<UInt8>("kind", at: 16)
  static let recipes = NumberField<UInt8>("recipes", at: 17)
  static let threshold = NumberField<UInt16>("threshold", at: 18)
  static let nearThreshold = NumberField<UInt16>("near threshold", at: 20)
  static let suppressesAll = NumberField<UInt8>("suppresses all", at: 22)
  static let firstSuppressed = NumberField<UInt32>("first suppressed", at: 24)
  static let suppressedCount = NumberField<UInt32>("suppressed lists", at: 28)
  static let asOfOffset = NumberField<UInt64>("as_of offset", at: 32)
  static let asOfLength = NumberField<UInt32>("as_of length", at: 40)

  /// In place of a threshold: the list has none of its own.
  static let noThreshold = UInt16.max

  static var fields: [any LayoutField] {
    [
      firstEntry, nameLength, nameOffset, kind, recipes, threshold, nearThreshold, suppressesAll,
      firstSuppressed, suppressedCount, asOfOffset, asOfLength,
    ]
  }
}

/// The bytes of an attribute set: what entries with the same state and labels share.
enum AttributeSetLayout: ByteLayout {
  static let title = "Attribute set"
  static let byteCount = 16
  static let state = NumberField<UInt32>("state", at: 0)
  static let labelsLength = NumberField<UInt32>("labels length", at: 4)
  static let labelsOffset = NumberField<UInt64>("labels offset", at: 8)

  static var fields: [any LayoutField] { [state, labelsLength, labelsOffset] }
}

/// How the ids of entries are found: the offset of each is kept as 32 bits above a base that so many share.
enum IDLayout {
  static let entriesPerBase = 65_536

  static func baseCount(entryCount: Int) -> Int { entryCount / entriesPerBase + 1 }
}
