/// A well-known format that is not decoded, told by its first bytes, so that an error says what a file is.
struct ForeignFormat {
  /// In words for people.
  let description: String
  /// Whether other programs show a still picture: what nobody has looked at.
  let isPicture: Bool
  private let marks: [Mark]

  private typealias Mark = (letters: StaticString, offset: Int)

  private init(_ description: String, isPicture: Bool = true, _ marks: Mark...) {
    self.description = description
    self.isPicture = isPicture
    self.marks = marks
  }

  /// What the bytes seem to be.
  static func found(in bytes: RawSpan) -> ForeignFormat {
    for format in known where format.fits(bytes) { return format }
    return ForeignFormat(isText(bytes) ? "text" : "bytes of an unknown format", isPicture: false)
  }

  /// The first that fits counts. ISO media files say by a brand what they hold.
  private static let known: [ForeignFormat] = [
    ForeignFormat("an AVIF picture", ("ftypavi", 4)),
    ForeignFormat("a HEIF picture", ("ftyphe", 4)),
    ForeignFormat("a HEIF picture", ("ftypmif1", 4)),
    ForeignFormat("a HEIF picture", ("ftypmsf1", 4)),
    ForeignFormat("a video or another ISO media file", isPicture: false, ("ftyp", 4)),
    ForeignFormat("a TIFF picture", ("II*\0", 0)),
    ForeignFormat("a TIFF picture", ("MM\0*", 0)),
    ForeignFormat("a JXL picture", ("JXL ", 4)),
    ForeignFormat("an MNG animation", ("MNG\r\n\u{1A}\n", 1)),
    ForeignFormat("a JNG picture", ("JNG\r\n\u{1A}\n", 1)),
    ForeignFormat("a JP2 picture", ("jP  ", 4)),
    ForeignFormat("a PDF document", isPicture: false, ("%PDF", 0)),
    ForeignFormat("a ZIP archive", isPicture: false, ("PK\u{3}\u{4}", 0)),
    ForeignFormat("a PGM picture", ("P5", 0)),
    ForeignFormat("a PPM picture", ("P6", 0)),
  ]

  private func fits(_ bytes: RawSpan) -> Bool {
    for mark in marks where !bytes.holds(mark.letters, at: mark.offset) { return false }
    return true
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
