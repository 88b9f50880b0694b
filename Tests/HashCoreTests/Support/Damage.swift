import TestSupport

/// What happens to files on bad disks and in broken downloads.
enum Damage: String, CaseIterable {
  case zeros, noise, cut, swapped

  /// A copy whose bytes in `range` are damaged in one stretch: 16 bytes to a third of the range, each order
  /// of magnitude as likely.
  func copy(of bytes: [UInt8], in range: Range<Int>, _ random: inout SeededGenerator) -> [UInt8] {
    var length = range.count / 3
    while length > 32, random.next() % 4 != 0 { length /= 2 }
    let start = Int.random(in: range.lowerBound..<range.upperBound - 2 * length, using: &random)
    let stretch = start..<start + length
    var out = bytes
    switch self {
    case .zeros: out.replaceSubrange(stretch, with: repeatElement(0, count: length))
    case .noise: for place in stretch { out[place] = UInt8(truncatingIfNeeded: random.next()) }
    case .cut: out.removeSubrange(stretch)
    case .swapped:
      let other = Int.random(in: stretch.upperBound...range.upperBound - length, using: &random)
      out.replaceSubrange(stretch, with: bytes[other..<other + length])
      out.replaceSubrange(other..<other + length, with: bytes[stretch])
    }
    return out
  }
}
