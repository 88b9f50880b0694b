/// A directory of a TIFF block (TIFF 6.0, section 2), as EXIF and multi-picture indexes have them.
///
/// Every offset is checked: the block comes from the picture and may say anything. A directory has at most
/// 65 535 entries.
struct TIFFDirectory {
  private let offset: Int
  private let entryCount: Int
  private let bigEndian: Bool

  /// The first directory of a block that begins with its byte-order mark.
  init?(firstOf tiff: RawSpan) {
    let bigEndian = tiff.holds("MM")
    guard bigEndian || tiff.holds("II"),
      tiff.integer(at: 2, byteCount: 2, bigEndian: bigEndian) == 42,
      let offset = tiff.integer(at: 4, byteCount: 4, bigEndian: bigEndian)
    else { return nil }
    self.init(tiff, at: offset, bigEndian: bigEndian)
  }

  private init?(_ tiff: RawSpan, at offset: Int, bigEndian: Bool) {
    guard let entryCount = tiff.integer(at: offset, byteCount: 2, bigEndian: bigEndian) else { return nil }
    self.offset = offset
    self.entryCount = entryCount
    self.bigEndian = bigEndian
  }

  /// The directory that follows; `nil` after the last.
  func next(in tiff: RawSpan) -> TIFFDirectory? {
    let link = offset + 2 + 12 * entryCount
    guard let next = tiff.integer(at: link, byteCount: 4, bigEndian: bigEndian), next > 0 else { return nil }
    return TIFFDirectory(tiff, at: next, bigEndian: bigEndian)
  }

  /// The number under a tag: 16 bits (type 3) or 32 (type 4); `nil` where there is none.
  func number(_ tag: Int, in tiff: RawSpan) -> Int? {
    guard let entry = entry(tag, in: tiff), let type = integer(in: tiff, at: entry + 2, 2) else { return nil }
    switch type {
    case 3: return integer(in: tiff, at: entry + 8, 2)
    case 4: return integer(in: tiff, at: entry + 8, 4)
    default: return nil
    }
  }

  /// Where the bytes under a tag lie (type 7, more than four of them); `nil` where there are none.
  func bytes(_ tag: Int, in tiff: RawSpan) -> Range<Int>? {
    guard let entry = entry(tag, in: tiff), integer(in: tiff, at: entry + 2, 2) == 7,
      let count = integer(in: tiff, at: entry + 4, 4), let start = integer(in: tiff, at: entry + 8, 4)
    else { return nil }
    return start..<start + count
  }

  /// An integer of the block's byte order.
  func integer(in tiff: RawSpan, at offset: Int, _ byteCount: Int) -> Int? {
    tiff.integer(at: offset, byteCount: byteCount, bigEndian: bigEndian)
  }

  /// Where the first entry with a tag stands.
  private func entry(_ tag: Int, in tiff: RawSpan) -> Int? {
    for number in 0..<entryCount {
      let place = offset + 2 + 12 * number
      guard let found = integer(in: tiff, at: place, 2) else { return nil }
      if found == tag { return place }
    }
    return nil
  }
}
