/// The hashes of one picture.
public struct PictureHashes: Sendable {
  public var info: PictureInfo
  /// The path that made `primary`: a fast request is answered on the exact path where the fast one is not
  /// known to stay near (small pictures, PNG, decoder warnings).
  public var decode: DecodeMode
  /// The hash of the pixels as stored, alpha ignored.
  public var primary: QualifiedHash
  /// The other hashes that were asked for, in the order orientation, background; without the primary one.
  public var variants: [PictureVariant]

  public init(info: PictureInfo, decode: DecodeMode, primary: QualifiedHash, variants: [PictureVariant] = [])
  {
    self.info = info
    self.decode = decode
    self.primary = primary
    self.variants = variants
  }
}

/// A hash of the picture turned, or laid over a background, or both.
public struct PictureVariant: Hashable, Sendable {
  public var orientation: Orientation
  public var background: Background
  public var hash: QualifiedHash
  /// Whether the hash equals that of the turned or composited picture by construction; `false` for a fast
  /// candidate.
  public var isExact: Bool

  public init(orientation: Orientation, background: Background, hash: QualifiedHash, isExact: Bool) {
    self.orientation = orientation
    self.background = background
    self.hash = hash
    self.isExact = isExact
  }
}
