/// A hash and how much it is worth.
public struct QualifiedHash: Hashable, Sendable {
  public var hash: PDQHash
  /// PDQ quality, 0 (flat: the hash is rounding noise) ... 100.
  public var quality: Int

  public init(hash: PDQHash, quality: Int) {
    self.hash = hash
    self.quality = quality
  }

  /// That of the picture with its axes exchanged, but for the rounding of sums in another order.
  public var transposed: QualifiedHash { QualifiedHash(hash: hash.transposed, quality: quality) }
}
