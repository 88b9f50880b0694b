/// A well-known format that is not decoded, told by its first bytes, so that an error says what a file is.
struct ForeignFormat {
  /// In words for people.
  let description: String
  /// Whether other programs show a still picture: what nobody has looked at.
  let isPicture: Bool
  private let marks: [Mark]

  private struct Mark {
    let bytes: [UInt8]
    let offset: Int
  }

  private static func picture(_ description: String, _ marks: Mark...) -> ForeignFormat {
    ForeignFormat(description: description, isPicture: true, marks: marks)
  }

  private static func other(_ description: String, _ marks: Mark...) -> ForeignFormat {
    ForeignFormat(description: description, isPicture: false, marks: marks)
  }

  private static func text(_ letters: String, at offset: Int = 0) -> Mark {
    Mark(bytes: Array(letters.utf8), offset: offset)
  }

  private static func bytes(_ bytes: UInt8..., at offset: Int = 0) -> Mark {
    Mark(bytes: bytes, offset: offset)
  }

  /// What the bytes seem to be.
  static func found(in bytes: RawSpan) -> ForeignFormat {
    for format in known where format.fits(bytes) { return format }
    guard isText(bytes) else { return other("bytes of an unknown format") }
    return MarkedUpText.isDrawing(bytes) ? picture("an SVG drawing") : other("text")
  }

  private static let known = pictures + rawPictures + videos + sounds + documents + archives

  /// The first that fits counts. ISO media files say by a brand what they hold.
  private static let pictures: [ForeignFormat] = [
    picture("an AVIF picture", text("ftypavi", at: 4)),
    picture("a HEIF picture", text("ftyphe", at: 4)),
    picture("a HEIF picture", text("ftypmif1", at: 4)),
    picture("a HEIF picture", text("ftypmsf1", at: 4)),
    picture("a JPEG XL picture", bytes(0xFF, 0x0A)),
    picture("a JPEG XL picture", text("JXL ", at: 4)),
    picture("a JPEG 2000 picture", text("jP  ", at: 4)),
    picture("a JPEG 2000 picture", bytes(0xFF, 0x4F, 0xFF, 0x51)),
    picture("a JPEG XR picture", bytes(0x49, 0x49, 0xBC)),
    picture("an MNG animation", text("MNG\r\n\u{1A}\n", at: 1)),
    picture("a JNG picture", text("JNG\r\n\u{1A}\n", at: 1)),
    picture("a Photoshop document", text("8BPS")),
    picture("a GIMP document", text("gimp xcf")),
    picture("an OpenEXR picture", bytes(0x76, 0x2F, 0x31, 0x01)),
    picture("a Radiance picture", text("#?RADIANCE")),
    picture("a DDS picture", text("DDS ")),
    picture("a QOI picture", text("qoif")),
    picture("a FLIF picture", text("FLIF")),
    picture("a BPG picture", text("BPG"), bytes(0xFB, at: 3)),
    picture("a DjVu document", text("AT&TFORM")),
    picture("an icon of macOS", text("icns")),
    picture("a Windows metafile", bytes(0xD7, 0xCD, 0xC6, 0x9A)),
    picture("a Windows metafile", bytes(1, 0, 0, 0), text(" EMF", at: 40)),
    picture("an ILBM picture", text("FORM"), text("ILBM", at: 8)),
    picture("an ILBM picture", text("FORM"), text("PBM ", at: 8)),
    picture("a Sun raster picture", bytes(0x59, 0xA6, 0x6A, 0x95)),
    picture("an SGI picture", bytes(0x01, 0xDA, 0, 1)), picture("an SGI picture", bytes(0x01, 0xDA, 1, 1)),
    picture("a PCX picture", bytes(0x0A, 5, 1)), picture("an XPM picture", text("/* XPM */")),
    picture("a DICOM picture", text("DICM", at: 128)), picture("a FITS picture", text("SIMPLE  =")),
    picture("a PBM picture", text("P1")), picture("a PGM picture", text("P2")),
    picture("a PPM picture", text("P3")), picture("a PBM picture", text("P4")),
    picture("a PGM picture", text("P5")), picture("a PPM picture", text("P6")),
    picture("a PAM picture", text("P7\n")),
  ]

  /// Most cameras' raw pictures are TIFFs inside; those that say so come first.
  private static let rawPictures: [ForeignFormat] = [
    picture("a camera's raw picture", text("II*\0"), text("CR", at: 8)),
    picture("a camera's raw picture", text("II"), text("HEAPCCDR", at: 6)),
    picture("a camera's raw picture", text("ftypcrx ", at: 4)),
    picture("a camera's raw picture", text("FUJIFILMCCD-RAW")),
    picture("a camera's raw picture", text("IIRO")), picture("a camera's raw picture", text("MMOR")),
    picture("a camera's raw picture", text("IIRS")), picture("a camera's raw picture", text("IIU\0")),
    picture("a camera's raw picture", text("FOVb")), picture("a camera's raw picture", text("\0MRM")),
    picture("a TIFF picture", text("II*\0")), picture("a TIFF picture", text("MM\0*")),
    picture("a TIFF picture", text("II+\0")), picture("a TIFF picture", text("MM\0+")),
  ]

  private static let videos: [ForeignFormat] = [
    other("a video or another ISO media file", text("ftyp", at: 4)),
    other("a QuickTime video", text("moov", at: 4)), other("a QuickTime video", text("mdat", at: 4)),
    other("a Matroska or WebM video", bytes(0x1A, 0x45, 0xDF, 0xA3)),
    other("an AVI video", text("RIFF"), text("AVI ", at: 8)),
    other("a Flash video", text("FLV\u{1}")),
    other("a Windows Media file", bytes(0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11)),
    other("an MPEG video", bytes(0, 0, 1, 0xBA)), other("an MPEG video", bytes(0, 0, 1, 0xB3)),
    other("an MPEG video", bytes(0x47), bytes(0x47, at: 188), bytes(0x47, at: 376)),
  ]

  private static let sounds: [ForeignFormat] = [
    other("a WAV sound", text("RIFF"), text("WAVE", at: 8)),
    other("an AIFF sound", text("FORM"), text("AIF", at: 8)),
    other("an IFF file", text("FORM")),
    other("an Ogg file", text("OggS")), other("a FLAC sound", text("fLaC")),
    other("an MP3 sound", text("ID3")), other("an AMR sound", text("#!AMR")),
    other("a MIDI file", text("MThd")),
  ]

  private static let documents: [ForeignFormat] = [
    other("a PDF document", text("%PDF")), other("a PostScript document", text("%!PS")),
    other("an RTF document", text("{\\rtf")),
    other("a Microsoft Office document", bytes(0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1)),
    other("an SQLite file", text("SQLite format 3\0")),
    other("a Windows program", text("MZ")), other("a Linux program", bytes(0x7F, 0x45, 0x4C, 0x46)),
  ]

  /// Office documents of today are ZIP archives.
  private static let archives: [ForeignFormat] = [
    other("a ZIP archive", text("PK\u{3}\u{4}")), other("a ZIP archive", text("PK\u{5}\u{6}")),
    other("a 7-Zip archive", bytes(0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C)),
    other("a RAR archive", text("Rar!\u{1A}\u{7}")),
    other("a gzip archive", bytes(0x1F, 0x8B, 8)), other("a bzip2 archive", text("BZh")),
    other("an XZ archive", bytes(0xFD), text("7zXZ\0", at: 1)),
    other("a Zstandard archive", bytes(0x28, 0xB5, 0x2F, 0xFD)),
    other("a tar archive", text("ustar", at: 257)),
  ]

  private func fits(_ bytes: RawSpan) -> Bool {
    for mark in marks where !bytes.holds(mark.bytes, at: mark.offset) { return false }
    return true
  }

  private static func isText(_ bytes: RawSpan) -> Bool {
    let start = MarkedUpText.start(of: bytes)
    for offset in start..<max(start, min(bytes.byteCount, start + 64)) {
      guard let byte = bytes.byte(at: offset), (32...126).contains(byte) || (9...13).contains(byte) else {
        return false
      }
    }
    return true
  }
}

/// Text with tags, as far as it tells a drawing from another text.
private enum MarkedUpText {
  /// Behind the mark that some writers put before UTF-8.
  static func start(of bytes: RawSpan) -> Int { bytes.holds([0xEF, 0xBB, 0xBF]) ? 3 : 0 }

  /// Whether the first tag that is no declaration and no comment is that of a drawing.
  static func isDrawing(_ bytes: RawSpan) -> Bool {
    let head = bytes.clamped(0..<searchedByteCount)
    guard let tag = head.firstOffset(of: "<svg"), let first = head.firstOffset(of: "<") else { return false }
    if tag == first { return true }
    return head.holds("<?xml", at: first) || head.holds("<!--", at: first)
      || head.holds("<!DOCTYPE svg", at: first)
  }

  private static let searchedByteCount = 4096
}
