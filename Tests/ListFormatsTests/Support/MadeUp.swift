import HashCore
import TestSupport

extension PDQHash {
  /// A hash of no picture, with as many ones as hashes have.
  static func madeUp(_ number: Int) -> PDQHash {
    var numbers = SeededGenerator(seed: UInt64(number))
    var bits = Array(0..<bitCount)
    bits.shuffle(using: &numbers)
    var words: [UInt64] = [0, 0, 0, 0]
    for bit in bits.prefix(128) { words[bit / 64] |= 1 << UInt64(bit % 64) }
    return PDQHash(words: (words[0], words[1], words[2], words[3]))
  }
}
