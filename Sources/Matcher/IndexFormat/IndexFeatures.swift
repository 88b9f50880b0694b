/// What a file holds that changes the meaning of a match: whoever answers from it must take it into account.
///
/// A reader refuses a file with features it does not know, and `HashIndex.open` one with features that its
/// caller does not honour: an answer that left them out would be wrong.
public struct IndexFeatures: OptionSet, Hashable, Sendable {
  public let rawValue: UInt64
  public init(rawValue: UInt64) { self.rawValue = rawValue }

  /// Some entry is not `confirmed`.
  public static let entryStates = IndexFeatures(rawValue: 1 << 0)
  /// Some list is negative: its matches take others away.
  public static let negativeLists = IndexFeatures(rawValue: 1 << 1)
  /// Some list has a threshold or near threshold of its own.
  public static let listThresholds = IndexFeatures(rawValue: 1 << 2)
  /// Some list holds hashes that were not all made by the recipe `full`.
  public static let hashRecipes = IndexFeatures(rawValue: 1 << 3)
  /// Some hash is of another view than the picture as it is.
  public static let derivedHashes = IndexFeatures(rawValue: 1 << 4)

  /// In bit order, with their names in messages and in `docs/index-format.md`.
  static let named: [(feature: IndexFeatures, name: String)] = [
    (.entryStates, "entry states"), (.negativeLists, "negative lists"),
    (.listThresholds, "list thresholds"), (.hashRecipes, "hash recipes"),
    (.derivedHashes, "derived hashes"),
  ]

  /// All that this library knows.
  public static let all = IndexFeatures(named.map(\.feature))

  /// The names of those that are set, unknown ones as numbers.
  public var names: [String] {
    let known = Self.named.filter { contains($0.feature) }.map(\.name)
    let rest = subtracting(.all).rawValue
    return rest == 0 ? known : known + [hex(rest)]
  }
}
