extension DecodeLimits {
  func check(encodedByteCount: Int) throws(DecodeError) {
    if encodedByteCount == 0 { throw DecodeError(.empty) }
    if encodedByteCount > encodedByteCountMax {
      throw DecodeError(.tooLarge(what: "encoded bytes", limit: encodedByteCountMax, found: encodedByteCount))
    }
  }

  /// Called between the header and the first allocation that grows with the picture.
  func check(_ info: PictureInfo) throws(DecodeError) {
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
