extension PDQHash {
  /// Rows and columns of the 16 x 16 bits exchanged: what the transposed coefficients give, since they have
  /// the same median.
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
