public import HashCore
public import Matcher

/// How near is near enough, and how to search: what look-ups and scans share.
public struct SearchOptions: Equatable, Sendable {
  /// In each list its own threshold, unless another one is asked for.
  public var threshold: ThresholdChoice
  /// Most entries in the answer to one query or picture; at least 1.
  public var matchCountMax: Int
  public var engine: SearchEngine

  /// - Parameter threshold: what is asked for in all lists.
  public init(threshold: Threshold? = nil, matchCountMax: Int = 8, engine: SearchEngine = .auto) {
    self.threshold = ThresholdChoice(threshold, standard: .standard)
    self.matchCountMax = matchCountMax
    self.engine = engine
  }
}

/// How a query is looked up.
public struct LookupOptions: Equatable, Sendable {
  public var search: SearchOptions
  /// List that many nearest entries whatever their distance; takes the place of `matchCountMax`.
  public var nearest: Int?

  /// A query has leads beyond the threshold only in lists that have a near threshold of their own.
  static let nearThreshold = ThresholdChoice(standard: Threshold(0)!)

  public init(search: SearchOptions = .init(), nearest: Int? = nil) {
    self.search = search
    self.nearest = nearest
  }
}

/// How a picture is judged.
public struct ScanOptions: Equatable, Sendable {
  public var search: SearchOptions
  /// How far leads lie at most, chosen as the threshold is; 0: none beyond the threshold.
  public var nearThreshold: ThresholdChoice
  /// Lowest quality that a hash is matched on, 0...100.
  public var qualityMin: Int
  /// How it is decoded at first. `fast` saves time on files that nobody has crafted: what it does not
  /// decode it cannot see.
  public var decode: DecodeMode
  /// Whether the picture is looked up turned and mirrored in all eight ways.
  public var allOrientations: Bool
  /// By which recipes it is hashed and looked up in every list; `nil`: in each by the list's own.
  public var recipes: HashRecipes?
  /// How far it is looked up as what it was before somebody edited it; `nil`: as far as is usual.
  public var variants: VariantSet?

  /// A fifth more time for 2 megapixels, twice as much for small pictures, and most copies that were framed,
  /// mirrored or turned are found.
  public static let standardVariants = VariantSet.standard
  /// 48 bits: one search at that distance takes some 60 µs among a million entries.
  public static let standardNearThreshold = Threshold(48)!

  /// - Parameter nearThreshold: what is asked for in all lists.
  public init(
    search: SearchOptions = .init(), nearThreshold: Threshold? = nil, qualityMin: Int = 50,
    decode: DecodeMode = .exact,
    allOrientations: Bool = false, recipes: HashRecipes? = nil, variants: VariantSet? = nil
  ) {
    self.search = search
    self.nearThreshold = ThresholdChoice(nearThreshold, standard: Self.standardNearThreshold)
    self.qualityMin = qualityMin
    self.decode = decode
    self.allOrientations = allOrientations
    self.recipes = recipes
    self.variants = variants
  }

  /// What holds: a fast decode has too little of a picture for variants.
  public var appliedVariants: VariantSet { decode == .fast ? .none : variants ?? Self.standardVariants }
}
