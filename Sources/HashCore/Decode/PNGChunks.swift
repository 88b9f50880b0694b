/// The EXIF block of a PNG file (the eXIf chunk, PNG 3rd edition 11.3.3.7); `nil` where there is none.
///
/// Chunks are walked by their lengths alone; libpng checks them.
func exifBlock(ofPNG bytes: RawSpan) -> Range<Int>? {
  var offset = 8
  while let length = bytes.integer(at: offset, byteCount: 4), offset + 8 <= bytes.byteCount {
    let payload = offset + 8..<offset + 8 + length
    if bytes.holds("eXIf", at: offset + 4) { return payload }
    if bytes.holds("IEND", at: offset + 4) { return nil }
    offset = payload.upperBound + 4
  }
  return nil
}
