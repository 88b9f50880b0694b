/// The orientation tag (TIFF 6.0, tag 274) of the first directory of an EXIF block;
/// `nil` where it cannot be read.
///
/// Every offset is checked: the block comes from the picture and may say anything. At most
/// 65 535 entries are looked at.
///
/// - Parameter tiff: the block from its byte-order mark on.
func exifOrientationTag(inTIFF tiff: RawSpan) -> Int? {
  let bigEndian = tiff.holds("MM")
  guard bigEndian || tiff.holds("II"),
    tiff.integer(at: 2, byteCount: 2, bigEndian: bigEndian) == 42,
    let directory = tiff.integer(at: 4, byteCount: 4, bigEndian: bigEndian),
    let entryCount = tiff.integer(at: directory, byteCount: 2, bigEndian: bigEndian)
  else { return nil }
  for entry in 0..<entryCount {
    let offset = directory + 2 + 12 * entry
    guard let tag = tiff.integer(at: offset, byteCount: 2, bigEndian: bigEndian) else { return nil }
    if tag == 274 { return orientationValue(tiff, entryAt: offset, bigEndian: bigEndian) }
  }
  return nil
}

/// The value of an orientation entry: one 16-bit number (type 3), by careless writers a 32-bit one (type 4).
private func orientationValue(_ tiff: RawSpan, entryAt offset: Int, bigEndian: Bool) -> Int? {
  guard let type = tiff.integer(at: offset + 2, byteCount: 2, bigEndian: bigEndian), type == 3 || type == 4,
    let value = tiff.integer(at: offset + 8, byteCount: type == 3 ? 2 : 4, bigEndian: bigEndian)
  else { return nil }
  return (1...8).contains(value) ? value : nil
}
