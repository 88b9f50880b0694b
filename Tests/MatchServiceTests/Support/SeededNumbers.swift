import HashCore
import MatchProtocol
import MatchService
import Matcher

/// Numbers that look random and are the same in every run.
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

extension PDQHash {
  func bit(_ index: Int) -> Bool {
    let words = [self.words.0, self.words.1, self.words.2, self.words.3]
    return words[index / 64] >> UInt64(index % 64) & 1 == 1
  }

  /// The hash with these bits turned over.
  func flipping(_ bits: [Int]) -> PDQHash {
    var words = [self.words.0, self.words.1, self.words.2, self.words.3]
    for bit in bits { words[bit / 64] ^= 1 << UInt64(bit % 64) }
    return PDQHash(words: (words[0], words[1], words[2], words[3]))
  }
}

extension PictureJudge {
  func item(for bytes: [UInt8], in index: HashIndex, _ options: ScanOptions) -> Item {
    item(for: bytes.span.bytes, in: index, options)
  }
}
