import HashCore

extension PDQHash {
  /// Any hash.
  public static func random(using generator: inout SeededGenerator) -> PDQHash {
    PDQHash(words: (generator.next(), generator.next(), generator.next(), generator.next()))
  }

  /// Bit 0 is the lowest of the first word.
  public func hasBit(_ bit: Int) -> Bool {
    [words.0, words.1, words.2, words.3][bit / 64] >> UInt64(bit % 64) & 1 == 1
  }

  public func flipping(bit: Int) -> PDQHash { flipping([bit]) }

  /// This hash with its first `count` bits flipped.
  public func flipping(_ count: Int) -> PDQHash { flipping(Array(0..<count)) }

  /// This hash with these bits flipped, each as often as it is named.
  public func flipping(_ bits: [Int]) -> PDQHash {
    var words = [self.words.0, self.words.1, self.words.2, self.words.3]
    for bit in bits { words[bit / 64] ^= 1 << UInt64(bit % 64) }
    return PDQHash(words: (words[0], words[1], words[2], words[3]))
  }

  /// This hash with `count` different bits flipped.
  public func flipping(_ count: Int, _ generator: inout SeededGenerator) -> PDQHash {
    var places = Set<Int>()
    while places.count < count { places.insert(Int.random(in: 0..<256, using: &generator)) }
    return flipping(Array(places))
  }
}

extension SeededGenerator {
  public mutating func hash() -> PDQHash { .random(using: &self) }
}
