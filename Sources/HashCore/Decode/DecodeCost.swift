/// What decoding one picture takes, told from its header and its markers before anything that grows with the
/// picture is allocated.
struct DecodeCost: Hashable {
  /// Held at the same time: what the codec keeps of the whole picture, and its samples where all are kept.
  let byteCount: Int
  let scanCount: Int
  /// Pixels gone over in all scans together.
  let scannedPixelCount: Int

  /// - Parameter keepsSamples: whether all rows are kept, to be turned or because they come at once.
  init(_ header: PictureHeader, keepsSamples: Bool) {
    // Sides have at most 32 bits, and their product was checked.
    let pixelCount = header.width * header.height
    byteCount = header.heldByteCount + (keepsSamples ? pixelCount * header.channelCount : 0)
    scanCount = header.scanCount
    scannedPixelCount = header.scanCount * pixelCount
  }
}

extension DecodeLimits {
  /// Called before a picture's rows are asked for, by who knows whether they are kept.
  func check(_ cost: DecodeCost, _ info: PictureInfo) throws(DecodeError) {
    if cost.scanCount > Self.scanCountMax {
      throw DecodeError(.tooLarge(what: "scans", limit: Self.scanCountMax, found: cost.scanCount), info: info)
    }
    if cost.scanCount > 1, cost.scannedPixelCount > Self.scannedPixelCountMax {
      let reason = DecodeError.Reason.tooLarge(
        what: "pixels in all scans", limit: Self.scannedPixelCountMax, found: cost.scannedPixelCount)
      throw DecodeError(reason, info: info)
    }
    if cost.byteCount > decodeByteCountMax {
      let reason = DecodeError.Reason.tooLarge(
        what: "MiB of memory to decode in (setting: decode-memory)", limit: decodeByteCountMax >> 20,
        found: (cost.byteCount + (1 << 20) - 1) >> 20)
      throw DecodeError(reason, info: info)
    }
  }
}
