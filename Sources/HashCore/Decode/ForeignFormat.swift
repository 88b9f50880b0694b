/// Well-known formats that are not decoded, told by their first bytes, so that an error says what a file is.
enum ForeignFormat {
  /// In words for people, with what stands where; the first that fits counts.
  private static let signatures: [(description: String, marks: [(letters: StaticString, offset: Int)])] = [
    ("a WebP picture", [("RIFF", 0), ("WEBP", 8)]),
    ("an ISO media file (HEIF, AVIF or video)", [("ftyp", 4)]),
    ("a GIF picture", [("GIF8", 0)]),
    ("a BMP picture", [("BM", 0)]),
    ("a TIFF picture", [("II*\0", 0)]),
    ("a TIFF picture", [("MM\0*", 0)]),
    ("a PDF document", [("%PDF", 0)]),
    ("a ZIP archive", [("PK\u{3}\u{4}", 0)]),
    ("a PGM picture", [("P5", 0)]),
    ("a PPM picture", [("P6", 0)]),
  ]

  /// What the bytes seem to be, in words for people.
  static func description(of bytes: RawSpan) -> String {
    for (description, marks) in signatures {
      var fits = true
      for mark in marks where !bytes.holds(mark.letters, at: mark.offset) { fits = false }
      if fits { return description }
    }
    return isText(bytes) ? "text" : "bytes of an unknown format"
  }

  private static func isText(_ bytes: RawSpan) -> Bool {
    for offset in 0..<min(bytes.byteCount, 64) {
      guard let byte = bytes.byte(at: offset), (32...126).contains(byte) || (9...13).contains(byte) else {
        return false
      }
    }
    return true
  }
}
