/// A hash and how much it is worth.
public struct QualifiedHash: Hashable, Sendable {
  public var hash: PDQHash
  /// PDQ quality, 0 (flat: the hash is rounding noise) ... 100.
  public var quality: Int
  /// How many bits rounding may turn, 0...256: by so many, at most, other builds of the reference may differ
  /// for the same pixels. 0 is the steadiest.
  public var stability: Int
  /// Whether the picture itself decides enough of the bits. If not, pictures that have nothing to do with
  /// each other (stripes, checks, weaves) may be within a threshold by chance.
  public var isInformative: Bool

  /// The most unstable bits with which an equal picture is still found: as many as the recommended threshold.
  public static let stabilityMax = 31

  public init(hash: PDQHash, quality: Int, stability: Int = 0, isInformative: Bool = true) {
    self.hash = hash
    self.quality = quality
    self.stability = stability
    self.isInformative = isInformative
  }

  init(_ coefficients: PDQCoefficients, quality: Int) {
    let spread = CoefficientSpread(coefficients)
    self.init(
      hash: coefficients.hash, quality: quality, stability: spread.unstableBitCount(),
      isInformative: spread.isInformative)
  }

  /// Whether a list's hash of the same pixels is within the recommended threshold, whatever build made it.
  public var isStable: Bool { stability <= Self.stabilityMax }

  /// That of the picture with black and white exchanged, but for rounding: every frequency changes its sign,
  /// and so does the side of the median that it lies on.
  var inverted: QualifiedHash {
    var inverted = self
    let words = hash.words
    inverted.hash = PDQHash(words: (~words.0, ~words.1, ~words.2, ~words.3))
    return inverted
  }

  /// That of the picture with its axes exchanged, but for the rounding of sums in another order.
  public var transposed: QualifiedHash {
    var transposed = self
    transposed.hash = hash.transposed
    return transposed
  }
}
