/// What a picture may cost at most. Checked on the encoded bytes and on the header,
/// before any pixel is allocated.
public struct DecodeLimits: Hashable, Sendable {
  /// Largest encoded file in bytes.
  public var encodedByteCountMax: Int
  /// Largest width x height in pixels.
  public var pixelCountMax: Int
  /// Most pictures that are looked at in one file; at least 1.
  public var pictureCountMax: Int
  /// Most pixels of all pictures after the first of one file together.
  public var furtherPixelCountMax: Int
  /// Most pixels gone over in all scans of all pictures of one file together. A picture in one scan is held
  /// to `pixelCountMax` alone.
  public var scannedPixelCountMax: Int

  /// Most memory in bytes that grows with one picture while it is decoded and turned.
  public var decodeByteCountMax: Int

  public init(
    encodedByteCountMax: Int = 64 << 20, pixelCountMax: Int = 200_000_000, pictureCountMax: Int = 1_000,
    furtherPixelCountMax: Int = 500_000_000, scannedPixelCountMax: Int = 2_000_000_000,
    decodeByteCountMax: Int = 512 << 20
  ) {
    self.encodedByteCountMax = encodedByteCountMax
    self.pixelCountMax = pixelCountMax
    self.pictureCountMax = pictureCountMax
    self.furtherPixelCountMax = furtherPixelCountMax
    self.scannedPixelCountMax = scannedPixelCountMax
    self.decodeByteCountMax = decodeByteCountMax
  }

  /// Smallest width and height that the hash is defined for.
  public static let sideMin = PDQReducer.minimumSide

  /// Most scans a picture may be coded in; encoders write about ten, a decompression bomb thousands.
  static let scanCountMax = 200
  /// What a codec may hold beside what its header announces: rows of its own.
  static let codecRowByteCountMax = 64 << 20
  /// Largest canvas in pixels that an animation is composed on. Canvas, what lay under a frame, the frame and
  /// what is turned take up to 4 bytes a pixel each.
  static let canvasPixelCountMax = 24_000_000
}

extension DecodeLimits {
  package func check(encodedByteCount: Int) throws(DecodeError) {
    if encodedByteCount == 0 { throw DecodeError(.empty) }
    if encodedByteCount > encodedByteCountMax {
      throw DecodeError(.tooLarge(what: "encoded bytes", limit: encodedByteCountMax, found: encodedByteCount))
    }
  }

  /// Called between the header and the first allocation that grows with the picture.
  func check(_ info: PictureInfo) throws(DecodeError) {
    let sideMax = info.format.sideMax
    if max(info.width, info.height) > sideMax {
      let reason = DecodeError.Reason.tooLarge(
        what: "pixels a side", limit: sideMax, found: max(info.width, info.height))
      throw DecodeError(reason, info: info)
    }
    // Sides have at most 32 bits, so that the product fits.
    let pixelCount = info.width * info.height
    if pixelCount > pixelCountMax {
      throw DecodeError(.tooLarge(what: "pixels", limit: pixelCountMax, found: pixelCount), info: info)
    }
    if min(info.width, info.height) < Self.sideMin {
      throw DecodeError(.tooSmall(width: info.width, height: info.height), info: info)
    }
  }
}
