/// Pictures that a JPEG's XMP holds as text, cut to fit into segments (extended XMP, XMP Part 3, 1.1.3.1): a
/// depth map, and the picture that was in focus before it was blurred by that map.
enum XMPExtension {
  static let name: StaticString = "http://ns.adobe.com/xmp/extension/"

  struct Pictures: Equatable {
    /// The encoded files of pictures to look at.
    var files: [[UInt8]] = []
    /// Those of depth maps.
    var maps: [[UInt8]] = []
  }

  /// In the order in which their documents begin.
  ///
  /// - Parameter segments: the payloads of extended XMP.
  /// - Complexity: n log n in the segments, linear in their bytes.
  static func pictures(in bytes: RawSpan, at segments: [Range<Int>]) -> Pictures {
    var found = Pictures()
    let parts = segments.compactMap { Part(bytes, at: $0) }
    var documents = Dictionary(grouping: parts, by: \.document)
    for part in parts {
      guard let document = documents.removeValue(forKey: part.document) else { continue }
      var text: [UInt8] = []
      for part in document.sorted(by: { $0.offset < $1.offset }) { text.append(bytes, part.place) }
      // SAFETY: a byte has no padding.
      note(unsafe text.span.bytes, in: &found)
    }
    return found
  }

  private static func note(_ text: RawSpan, in found: inout Pictures) {
    if let start = dataStart("GDepth:Data", in: text) { found.maps.append(decoded(text, from: start)) }
    if let start = dataStart("GImage:Data", in: text) { found.files.append(decoded(text, from: start)) }
  }

  /// Where the value of an attribute, or the text of an element, begins.
  private static func dataStart(_ name: StaticString, in text: RawSpan) -> Int? {
    guard let start = text.firstOffset(of: name) else { return nil }
    let end = start + name.utf8CodeUnitCount
    return text.byte(at: end) == UInt8(ascii: "=") ? end + 2 : end + 1
  }

  /// Base64 (RFC 4648) up to a quote or the next tag. Anything else that is none is passed over.
  private static func decoded(_ text: RawSpan, from start: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    var (bits, bitCount, place) = (UInt32(0), 0, start)
    while let letter = text.byte(at: place), !ends.contains(letter) {
      place += 1
      guard sextets[Int(letter)] < 64 else { continue }
      bits = bits << 6 | UInt32(sextets[Int(letter)])
      bitCount += 6
      if bitCount >= 8 {
        bitCount -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> bitCount))
      }
    }
    return bytes
  }

  private static let ends = Array("\"'<".utf8)
  /// The value of each letter; 64 where it has none.
  private static let sextets: [UInt8] = {
    var values = [UInt8](repeating: 64, count: 256)
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
    for (value, letter) in letters.enumerated() { values[Int(letter)] = UInt8(value) }
    return values
  }()
}

/// One segment's part of an extended XMP document.
private struct Part {
  /// Says which document it is part of: 32 letters.
  let document: [UInt8?]
  /// Where in the document it stands.
  let offset: Int
  /// Where in the file.
  let place: Range<Int>

  init?(_ bytes: RawSpan, at segment: Range<Int>) {
    let start = segment.lowerBound + XMPExtension.name.utf8CodeUnitCount + 1
    guard let offset = bytes.integer(at: start + 36, byteCount: 4), start + 40 <= segment.upperBound else {
      return nil
    }
    document = (start..<start + 32).map { bytes.byte(at: $0) }
    self.offset = offset
    place = start + 40..<segment.upperBound
  }
}
