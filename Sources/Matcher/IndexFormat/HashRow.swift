import HashCore

/// The bytes of a distinct hash: its four words, least significant first.
enum HashRow {
  static let byteCount = 32

  /// Where these rows stand in their section.
  static func range(_ rows: Range<Int>) -> Range<Int> {
    byteCount * rows.lowerBound..<byteCount * rows.upperBound
  }
}

extension RawSpan {
  /// The hash of a row, in the section of hashes.
  func hash(ofRow row: Int) -> PDQHash { hash(at: HashRow.byteCount * row) }

  /// The hash that stands at `offset`.
  func hash(at offset: Int) -> PDQHash {
    PDQHash(words: (u64(at: offset), u64(at: offset + 8), u64(at: offset + 16), u64(at: offset + 24)))
  }
}

extension PDQHash {
  /// The bytes of a row.
  var bytes: [UInt8] {
    [words.0, words.1, words.2, words.3].flatMap { word in
      (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(8 * $0)) }
    }
  }
}
