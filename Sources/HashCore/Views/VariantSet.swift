/// How far a picture is looked at as what it was before somebody edited it. On the wire: `variants`.
public enum VariantSet: String, CaseIterable, Sendable {
  /// As it is, no further.
  case none
  /// Mirrored, turned by quarters, inverted; inside its frames, bands and tiles: 11 more hashes at
  /// most.
  case standard
  /// Also padded, turned by a few degrees and moved: 31 more hashes at most.
  case thorough

  /// The most hashes of one picture that any set adds.
  public static let hashCountMax = ViewPlan.thoroughCountMax
  /// How many pictures of a file are hashed so: its first ones, thumbnails and auxiliary pictures left out.
  public static let pictureCountMax = 8
}
