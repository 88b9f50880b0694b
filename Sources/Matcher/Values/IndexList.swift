public import HashCore

/// A list, as an index holds it: who says so, and how its matches are to be judged.
///
/// Lists built from text lines have a name and defaults for everything else.
public struct IndexList: Hashable, Sendable {
  /// Told apart and ordered by the bytes of its UTF-8.
  public var name: String
  public var kind: Kind
  /// The largest distance that matches an entry of this list; `nil`: what applies where nothing is said.
  public var threshold: Threshold?
  /// The largest distance of a lead; `nil`: what applies where nothing is said.
  public var nearThreshold: Threshold?
  /// By which recipes its hashes were made.
  public var recipes: HashRecipes
  /// What a negative list takes away; without meaning for other kinds.
  public var suppression: Suppression
  /// When the list was as it stands here, as its source was told to say; may be empty.
  public var asOf: String

  public init(
    name: String, kind: Kind = .official, threshold: Threshold? = nil, nearThreshold: Threshold? = nil,
    recipes: HashRecipes = .full, suppression: Suppression = .allLists, asOf: String = ""
  ) {
    self.name = name
    self.kind = kind
    self.threshold = threshold
    self.nearThreshold = nearThreshold
    self.recipes = recipes
    self.suppression = suppression
    self.asOf = asOf
  }

  /// Whose word it is. Places of cases are the numbers in index files.
  public enum Kind: String, CaseIterable, Sendable {
    /// Of an authority or a partner.
    case official
    /// Our own.
    case own
    /// Known to be harmless: its matches take matches of other lists away.
    case negative
  }

  public enum Suppression: Hashable, Sendable {
    case allLists
    /// By name; each once, in byte order, where an index gave it.
    case lists([String])
  }
}

extension CaseIterable where Self: Equatable, AllCases == [Self] {
  /// The place of the case, which is its number in index files.
  var fileNumber: UInt8 { UInt8(Self.allCases.firstIndex(of: self)!) }

  /// `nil` for a number that no case has.
  init?(fileNumber: UInt8) {
    guard fileNumber < Self.allCases.count else { return nil }
    self = Self.allCases[Int(fileNumber)]
  }
}
