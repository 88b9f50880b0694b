public import HashCore

/// `SCAN`: a picture and how to judge it.
public struct ScanRequest: Equatable, Sendable {
  public var source: Source
  public var keys: ScanKeys

  public init(source: Source, keys: ScanKeys = .init()) {
    self.source = source
    self.keys = keys
  }

  public enum Source: Equatable, Sendable {
    /// The picture's encoded bytes, which followed the request line.
    case bytes([UInt8])
    /// A descriptor that travels beside the request line.
    case descriptor
    /// A path on the server's machine; bytes, since paths need not be UTF-8.
    case path([UInt8])
  }
}

/// The keys of `SCAN`; `nil` means the server's default.
public struct ScanKeys: Equatable, Sendable {
  public var search: SearchKeys
  /// Largest distance of a lead, in `SearchKeys.thresholdRange`; 0: none beyond the threshold.
  public var nearThreshold: Int?
  /// Lowest quality that is matched on, in `qualityRange`.
  public var qualityMin: Int?
  public var decode: DecodeMode?
  /// `orientations=all`: the picture is looked up turned and mirrored in all eight ways.
  public var allOrientations: Bool
  /// `protocol=`: by which recipes the picture is hashed, whatever its lists say of theirs.
  public var recipes: HashRecipes?
  /// How far the picture is looked up as what it was before somebody edited it.
  public var variants: VariantSet?
  /// What the client calls the picture; comes back in the reply.
  public var name: String?
  /// `reply=json`: an object.
  public var form: ItemForm

  public init(
    search: SearchKeys = .init(), nearThreshold: Int? = nil, qualityMin: Int? = nil,
    decode: DecodeMode? = nil, allOrientations: Bool = false, recipes: HashRecipes? = nil,
    variants: VariantSet? = nil, name: String? = nil, form: ItemForm = .lines
  ) {
    self.search = search
    self.nearThreshold = nearThreshold
    self.qualityMin = qualityMin
    self.decode = decode
    self.allOrientations = allOrientations
    self.recipes = recipes
    self.variants = variants
    self.name = name
    self.form = form
  }

  public static let qualityRange = 0...100
}
