import HashCore
import Matcher
import TestSupport

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
}

/// Hashes that crowd into few buckets: their diagonals take a few values only.
func adversarialHashes(_ count: Int, seed: UInt64) -> [PDQHash] {
  var generator = SeededGenerator(seed: seed)
  let crowd = (0..<3).map { _ in generator.hash() }
  return (0..<count).map { generator.hash().withDiagonal(of: crowd[$0 % 3]) }
}
