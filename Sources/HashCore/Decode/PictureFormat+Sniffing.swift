extension PictureFormat {
  /// The format that the first bytes announce. Names of files and content types are not asked.
  ///
  /// - Throws: `DecodeError` that names the format where it is another well-known one.
  init(sniffing bytes: RawSpan) throws(DecodeError) {
    if bytes.holds([0xFF, 0xD8]), bytes.byteCount == 2 || bytes.byte(at: 2) == 0xFF {
      self = .jpeg
    } else if bytes.holds(Self.pngSignature) {
      self = .png
    } else if bytes.holds(Array(Self.pngSignature.prefix(4))) {
      throw DecodeError(Self.damagedSignature(bytes))
    } else {
      throw DecodeError(.unsupportedFormat(found: nameOfForeignFormat(bytes)))
    }
  }

  private static let pngSignature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  private static func damagedSignature(_ bytes: RawSpan) -> DecodeError.Reason {
    let isPrefix = bytes.holds(Array(pngSignature.prefix(bytes.byteCount)))
    if isPrefix { return .truncated(expected: "8 signature bytes", found: "\(bytes.byteCount)") }
    return .corrupt(expected: "the PNG signature", found: "one with its line ends changed")
  }
}

/// What the bytes seem to be, in words for people.
private func nameOfForeignFormat(_ bytes: RawSpan) -> String {
  if bytes.holds("RIFF"), bytes.holds("WEBP", at: 8) { return "a WebP picture" }
  if bytes.holds("ftyp", at: 4) { return "an ISO media file (HEIF, AVIF or video)" }
  let names: [(StaticString, String)] = [
    ("GIF8", "a GIF picture"), ("BM", "a BMP picture"), ("II*\0", "a TIFF picture"),
    ("MM\0*", "a TIFF picture"),
    ("%PDF", "a PDF document"), ("PK\u{3}\u{4}", "a ZIP archive"), ("P5", "a PGM picture"),
    ("P6", "a PPM picture"),
  ]
  if let name = names.first(where: { bytes.holds($0.0) })?.1 { return name }
  let isText = (0..<min(bytes.byteCount, 64)).allSatisfy { isTextByte(bytes.byte(at: $0)!) }
  return isText ? "text" : "bytes of an unknown format"
}

private func isTextByte(_ byte: UInt8) -> Bool { (32...126).contains(byte) || (9...13).contains(byte) }
