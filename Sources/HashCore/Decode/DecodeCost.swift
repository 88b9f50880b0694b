/// What decoding one picture takes, told from its header and its markers before anything that grows with the
/// picture is allocated.
struct DecodeCost: Hashable {
  /// Held at the same time: what the codec keeps of the whole picture, its samples where all are kept, and
  /// the rows that its variants are averaged from.
  let byteCount: Int
  let scanCount: Int
  /// Pixels gone over in all scans together.
  let scannedPixelCount: Int

  /// - Parameter keepsSamples: whether all rows are kept, to be turned or because they come at once.
  init(_ header: PictureHeader, keepsSamples: Bool, variants: VariantSet = .none) {
    // Sides have at most 32 bits, and their product was checked.
    let pixelCount = header.width * header.height
    let rowByteCount = variants == .none ? 0 : WorkingPlaneReducer.byteCount(ofWidth: header.width)
    byteCount = header.heldByteCount + rowByteCount + (keepsSamples ? pixelCount * header.channelCount : 0)
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
    if cost.scanCount > 1, cost.scannedPixelCount > scannedPixelCountMax {
      let reason = DecodeError.Reason.tooLarge(
        what: "pixels in all scans", limit: scannedPixelCountMax, found: cost.scannedPixelCount)
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

extension DecodeLimits {
  /// The orientations that a picture is turned to: those asked for, or none where there is no memory to keep
  /// its rows until they are turned; `info` then says so.
  ///
  /// - Throws: where it cannot be decoded within the limits at all.
  func turned(
    _ request: HashRequest, _ header: PictureHeader, _ info: inout PictureInfo
  ) throws(DecodeError) -> [Orientation] {
    let wanted = request.turned(info)
    let keepsSamples = header.comesAtOnce || (request.recipes.contains(.full) && !wanted.isEmpty)
    do throws(DecodeError) {
      try check(DecodeCost(header, keepsSamples: keepsSamples, variants: request.variants), info)
      return wanted
    } catch {
      let kept = header.comesAtOnce
      try check(DecodeCost(header, keepsSamples: kept, variants: request.variants), info)
      info.unturned = error.reason
      return []
    }
  }
}
