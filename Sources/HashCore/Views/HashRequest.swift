/// Which hashes of a picture are asked for. The primary one, of the picture as stored, always is.
public struct HashRequest: Hashable, Sendable {
  public var decode: DecodeMode
  /// Further orientations; `original` is the primary hash and need not be named.
  public var orientations: Set<Orientation>
  /// Whether the orientation that EXIF asks for is added to `orientations`.
  public var exifOriented: Bool
  /// Whether a picture with transparency is also hashed over white and over black.
  public var backgrounds: Bool
  /// What is done to the picture first; with several recipes the primary hash is the one by `full`. Anything
  /// but `full` alone takes the exact path.
  public var recipes: HashRecipes
  /// How far the first pictures are hashed as what they were before somebody edited them; anything but `none`
  /// takes the exact path.
  public var variants: VariantSet
  /// Whether the file's further pictures are hashed too, within the limits.
  public var allPictures: Bool

  public init(
    decode: DecodeMode = .exact, orientations: Set<Orientation> = [.original], exifOriented: Bool = false,
    backgrounds: Bool = false, recipes: HashRecipes = .full, variants: VariantSet = .none,
    allPictures: Bool = false
  ) {
    self.decode = decode
    self.orientations = orientations
    self.exifOriented = exifOriented
    self.backgrounds = backgrounds
    self.recipes = recipes
    self.variants = variants
    self.allPictures = allPictures
  }
}

extension HashRequest {
  /// The exact hashes of these views, and of the picture as stored; of each picture of the file.
  ///
  /// - Precondition: there is a view.
  public init(exactly views: [PictureView]) {
    precondition(!views.isEmpty, "no view to hash")
    self.init(
      decode: .exact, orientations: Set(views.map(\.orientation)),
      backgrounds: views.contains { $0.background != .ignored },
      recipes: views.dropFirst().reduce(HashRecipes(views[0].recipe)) { $0.union(HashRecipes($1.recipe)) },
      allPictures: true)
  }
}
