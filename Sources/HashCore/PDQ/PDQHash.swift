/// A 256-bit PDQ hash: one bit per low-frequency DCT coefficient, set where the
/// coefficient is above the median.
///
/// Bit `k = 16 * row + column` of the 16 x 16 coefficients is bit `k % 64` of `words[k / 64]`. The text form
/// is the 256-bit number in hexadecimal, most significant digit first, as ThreatExchange's PDQ prints it.
/// There is no empty hash: a picture without one has no value of this type.
@frozen public struct PDQHash: Hashable, Sendable, BitwiseCopyable {
  /// Least significant word first.
  public var words: (UInt64, UInt64, UInt64, UInt64)

  public init(words: (UInt64, UInt64, UInt64, UInt64)) { self.words = words }

  /// The number of bits, and so the largest possible distance.
  public static let bitCount = 256

  /// Differing bits, 0...256.
  @inlinable public func distance(to other: PDQHash) -> Int {
    (words.0 ^ other.words.0).nonzeroBitCount + (words.1 ^ other.words.1).nonzeroBitCount
      + (words.2 ^ other.words.2).nonzeroBitCount + (words.3 ^ other.words.3).nonzeroBitCount
  }

  @inlinable public static func == (a: PDQHash, b: PDQHash) -> Bool { a.words == b.words }

  @inlinable public func hash(into hasher: inout Hasher) {
    hasher.combine(words.0)
    hasher.combine(words.1)
    hasher.combine(words.2)
    hasher.combine(words.3)
  }
}

extension PDQHash: Comparable {
  /// Numeric order, which is also the byte order of the text form.
  @inlinable public static func < (a: PDQHash, b: PDQHash) -> Bool {
    (a.words.3, a.words.2, a.words.1, a.words.0) < (b.words.3, b.words.2, b.words.1, b.words.0)
  }
}

extension PDQHash {
  /// Rows and columns of the 16 x 16 bits exchanged: what the transposed coefficients give, since
  /// they have the same median.
  public var transposed: PDQHash {
    let rows: InlineArray<4, UInt64> = [words.0, words.1, words.2, words.3]
    var columns: InlineArray<4, UInt64> = [0, 0, 0, 0]
    for column in 0..<16 {
      // Sixteen rows' bits of this column, four of a word at a time, make one row.
      var row: UInt64 = 0
      for place in 0..<4 {
        let bits = rows[place] >> UInt64(column) & 0x0001_0001_0001_0001
        row |= ((bits &* 0x1000_2000_4000_8000) >> 60) << UInt64(4 * place)
      }
      columns[column / 4] |= row << UInt64(16 * (column % 4))
    }
    return PDQHash(words: (columns[0], columns[1], columns[2], columns[3]))
  }
}
