import HashCore
import Matcher

/// SplitMix64 (Steele, Lea, Flood 2014): small, seeded, the same everywhere.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
    return z ^ z >> 31
  }
  mutating func hash() -> PDQHash { PDQHash(words: (next(), next(), next(), next())) }
}

extension PDQHash {
  /// This hash with `count` different bits flipped.
  func flipping(_ count: Int, _ generator: inout SeededGenerator) -> PDQHash {
    var places = Set<Int>()
    while places.count < count { places.insert(Int.random(in: 0..<256, using: &generator)) }
    return places.reduce(self) { $0.flipping(bit: $1) }
  }

  func flipping(bit: Int) -> PDQHash {
    var hash = self
    switch bit / 64 {
    case 0: hash.words.0 ^= 1 << UInt64(bit % 64)
    case 1: hash.words.1 ^= 1 << UInt64(bit % 64)
    case 2: hash.words.2 ^= 1 << UInt64(bit % 64)
    default: hash.words.3 ^= 1 << UInt64(bit % 64)
    }
    return hash
  }
}

/// Hashes as lists hold them: fair bits and clusters of near-duplicates.
func clusteredHashes(_ count: Int, seed: UInt64) -> [PDQHash] {
  var generator = SeededGenerator(seed: seed)
  var hashes: [PDQHash] = []
  while hashes.count < count {
    let centre = generator.hash()
    hashes.append(centre)
    let copies =
      Int.random(in: 0..<4, using: &generator) == 0 ? Int.random(in: 1...200, using: &generator) : 0
    for _ in 0..<copies {
      hashes.append(centre.flipping(Int.random(in: 0...24, using: &generator), &generator))
    }
  }
  return Array(hashes.prefix(count))
}

/// Half members with 0-40 flipped bits, half anything.
func queries(_ count: Int, near hashes: [PDQHash], seed: UInt64) -> [PDQHash] {
  var generator = SeededGenerator(seed: seed)
  return (0..<count).map { index in
    guard index % 2 == 0, let member = hashes.randomElement(using: &generator) else {
      return generator.hash()
    }
    return member.flipping(Int.random(in: 0...40, using: &generator), &generator)
  }
}

/// Hashes with correlated bits and exactly 128 of them set: coefficients that share 24 hidden factors, cut at
/// their median.
func pdqLikeHashes(_ count: Int, seed: UInt64) -> [PDQHash] {
  var generator = SeededGenerator(seed: seed)
  func normal() -> Double {
    (0..<12).reduce(-6.0) { sum, _ in sum + Double.random(in: 0..<1, using: &generator) }
  }
  let weights = (0..<256).map { _ in (0..<24).map { _ in normal() * (0.3 / 24).squareRoot() } }
  return (0..<count).map { _ in
    let factors = (0..<24).map { _ in normal() }
    let values = weights.map { row in
      zip(row, factors).reduce(0.7.squareRoot() * normal()) { $0 + $1.0 * $1.1 }
    }
    let median = values.sorted()[127]
    return values.indices.reduce(PDQHash(words: (0, 0, 0, 0))) {
      values[$1] > median ? $0.flipping(bit: $1) : $0
    }
  }
}

extension PDQHash {
  /// This hash with the main diagonal of its square taken from another one.
  func withDiagonal(of other: PDQHash) -> PDQHash {
    (0..<16).reduce(self) { hash, place in
      let bit = 17 * place
      return hash.hasBit(bit) == other.hasBit(bit) ? hash : hash.flipping(bit: bit)
    }
  }

  func hasBit(_ bit: Int) -> Bool {
    [words.0, words.1, words.2, words.3][bit / 64] >> UInt64(bit % 64) & 1 == 1
  }
}

/// Hashes that crowd into few buckets: their diagonals take a few values only.
func adversarialHashes(_ count: Int, seed: UInt64) -> [PDQHash] {
  var generator = SeededGenerator(seed: seed)
  let crowd = (0..<3).map { _ in generator.hash() }
  return (0..<count).map { generator.hash().withDiagonal(of: crowd[$0 % 3]) }
}
