extension PDQHash {
  /// This hash as if its picture lay otherwise, from the bits alone: turning changes the signs of some
  /// coefficients and may exchange rows and columns, and a coefficient above the median is taken to be below
  /// it once its sign has changed.
  ///
  /// The hash of the turned picture itself is up to some 28 bits away, since the median is not zero; but two
  /// hashes are as far apart turned as they are now, and turning this way and back gives the same hash. That
  /// makes it a measure to group pictures by, not one to find a listed picture with.
  public func turned(_ orientation: Orientation) -> PDQHash {
    let upright = orientation.beforeExchange
    let mirrored =
      switch upright {
      case .flipy: exchanging(Self.oddColumns)
      case .flipx: exchanging(Self.oddRows)
      case .rot180: exchanging(Self.oddColumns).exchanging(Self.oddRows)
      default: self
      }
    return orientation.exchangesAxes ? mirrored.transposed : mirrored
  }

  /// The frequencies 1, 3, 5... stand at the places 0, 2, 4...
  private static let oddColumns = PDQHash(repeating: 0x5555_5555_5555_5555)
  private static let oddRows = PDQHash(repeating: 0x0000_ffff_0000_ffff)

  private init(repeating word: UInt64) { self.init(words: (word, word, word, word)) }

  private func exchanging(_ bits: PDQHash) -> PDQHash {
    PDQHash(
      words: (
        words.0 ^ bits.words.0, words.1 ^ bits.words.1, words.2 ^ bits.words.2, words.3 ^ bits.words.3
      ))
  }
}
