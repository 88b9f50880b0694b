/// Tells where JPEGs begin among bytes that may be anything.
enum JPEGSearch {
  /// Where the first one at or after `start` begins; one that the end of the bytes cuts counts.
  static func firstFile(in bytes: RawSpan, from start: Int, _ budget: inout SearchBudget) -> Int? {
    var place = start
    while !budget.isUsedUp, let mark = bytes.firstOffset(of: 0xFF, from: place) {
      if bytes.byte(at: mark + 1) == 0xD8, isPicture(bytes, at: mark, &budget) { return mark }
      place = mark + 1
    }
    return nil
  }

  /// Whether well-formed segments lead from `start` to a scan, or to the end of the bytes.
  private static func isPicture(_ bytes: RawSpan, at start: Int, _ budget: inout SearchBudget) -> Bool {
    var place = start + 2
    var hasFrame = false
    while let mark = bytes.byte(at: place) {
      budget.take()
      guard mark == 0xFF, !budget.isUsedUp else { return false }
      guard let marker = bytes.byte(at: place + 1),
        let length = bytes.integer(at: place + 2, byteCount: 2)
      else { return true }
      if marker == 0xDA { return hasFrame }
      guard headerMarkers.contains(marker), length >= 2 else { return false }
      hasFrame = hasFrame || frameMarkers.contains(marker)
      place += 2 + length
    }
    return true
  }

  private static let frameMarkers = Set<UInt8>(0xC0...0xCF).subtracting([0xC4, 0xC8, 0xCC])
  /// Frames, tables, application data and comments.
  private static let headerMarkers = frameMarkers.union([0xC4, 0xCC, 0xDB, 0xDC, 0xDD, 0xFE])
    .union(0xE0...0xEF)
}
