public import HashCore
public import Matcher

/// How near is near enough, and how to search: what look-ups and scans share.
public struct SearchOptions: Equatable, Sendable {
  public var threshold: Threshold
  /// Most entries in the answer to one query or picture; at least 1.
  public var matchCountMax: Int
  public var engine: SearchEngine

  public init(threshold: Threshold = .standard, matchCountMax: Int = 8, engine: SearchEngine = .auto) {
    self.threshold = threshold
    self.matchCountMax = matchCountMax
    self.engine = engine
  }
}

/// How a query is looked up.
public struct LookupOptions: Equatable, Sendable {
  public var search: SearchOptions
  /// List that many nearest entries whatever their distance; takes the place of `matchCountMax`.
  public var nearest: Int?

  public init(search: SearchOptions = .init(), nearest: Int? = nil) {
    self.search = search
    self.nearest = nearest
  }
}

/// How a picture is judged.
public struct ScanOptions: Equatable, Sendable {
  public var search: SearchOptions
  /// Lowest quality that a hash is matched on, 0...100.
  public var qualityMin: Int
  /// How it is decoded at first. `fast` saves time on files that nobody has crafted: what it does not
  /// decode it cannot see.
  public var decode: DecodeMode
  /// Whether the picture is looked up turned and mirrored in all eight ways.
  public var allOrientations: Bool
  /// By which recipes it is hashed and looked up in every list; `nil`: in each by the list's own.
  public var recipes: HashRecipes?

  public init(
    search: SearchOptions = .init(), qualityMin: Int = 50, decode: DecodeMode = .exact,
    allOrientations: Bool = false, recipes: HashRecipes? = nil
  ) {
    self.search = search
    self.qualityMin = qualityMin
    self.decode = decode
    self.allOrientations = allOrientations
    self.recipes = recipes
  }
}
