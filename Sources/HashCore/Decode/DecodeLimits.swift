/// What a picture may cost at most. Checked on the encoded bytes and on the header, before any pixel is
/// allocated.
public struct DecodeLimits: Hashable, Sendable {
  /// Largest encoded file in bytes.
  public var encodedByteCountMax: Int
  /// Largest width x height in pixels.
  public var pixelCountMax: Int

  public init(encodedByteCountMax: Int = 64 << 20, pixelCountMax: Int = 200_000_000) {
    self.encodedByteCountMax = encodedByteCountMax
    self.pixelCountMax = pixelCountMax
  }

  /// Smallest width and height that the hash is defined for.
  public static let sideMin = 5

  /// Most scans a progressive JPEG may have; encoders write about ten, a decompression bomb thousands.
  static let scanCountMax = 200
  /// Most memory libjpeg may hold for one picture: the coefficients of a picture of 200 million pixels,
  /// 4:4:4.
  static let codecByteCountMax = 2 << 30
}
