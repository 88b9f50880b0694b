public import HashCore

/// What a `SCAN` reply says about the picture itself.
public struct PictureFields: Equatable, Sendable {
  /// The picture's hash; `nil` where nothing was hashed.
  public var hash: ReplyHash?
  /// 0...100, of `hash`.
  public var quality: Int?
  /// SHA-256 of the encoded bytes, lower-case hexadecimal.
  public var sha256: String?
  /// Pixels, as stored.
  public var width: Int?
  /// Pixels, as stored.
  public var height: Int?
  /// The name of the picture's format.
  public var format: String?
  /// Which path the answer comes from: `exact` or `fast`.
  public var decode: String?
  /// What the decoder complained about without giving up.
  public var warningCount: Int?
  /// Whether rows of the picture, or of another one in its file, are missing, or its data decoded only with
  /// errors.
  public var isDamaged: Bool
  /// How many pictures the file holds, thumbnails and auxiliary pictures left out; `nil` where it is one.
  public var pictureCount: Int?
  /// How many of them were judged; `nil` where the file holds one.
  public var judgedPictureCount: Int?
  /// How many gain maps and depth maps were skipped.
  public var auxiliaryPictureCount: Int = 0
  /// Whether it is a picture of a format, or a variety of one, that is not decoded.
  public var isUnread: Bool
  /// The name that the client gave the picture.
  public var name: String?

  public init(
    hash: ReplyHash? = nil, quality: Int? = nil, sha256: String? = nil, width: Int? = nil,
    height: Int? = nil, format: String? = nil, decode: String? = nil, warningCount: Int? = nil,
    isDamaged: Bool = false, isUnread: Bool = false, name: String? = nil
  ) {
    self.hash = hash
    self.quality = quality
    self.sha256 = sha256
    self.width = width
    self.height = height
    self.format = format
    self.decode = decode
    self.warningCount = warningCount
    self.isDamaged = isDamaged
    self.isUnread = isUnread
    self.name = name
  }
}

/// A picture's hash and how far it can be trusted: each kind has its own key, so that
/// none is taken for another.
public struct ReplyHash: Equatable, Sendable {
  public var kind: Kind
  public var value: PDQHash

  public init(_ kind: Kind, _ value: PDQHash) {
    self.kind = kind
    self.value = value
  }

  /// The raw value is the key.
  public enum Kind: String, CaseIterable, Sendable {
    /// The exact hash of the picture as stored.
    case exact = "pdq"
    /// Within a few bits of the exact one.
    case fast = "pdq_fast"
    /// The exact hash of what was there.
    case damaged = "pdq_damaged"
  }
}
