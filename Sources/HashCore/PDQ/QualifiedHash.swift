/// A hash and how much it is worth.
public struct QualifiedHash: Hashable, Sendable {
  public var hash: PDQHash
  /// PDQ quality, 0 (flat: the hash is rounding noise) ... 100.
  public var quality: Int

  public init(hash: PDQHash, quality: Int) {
    self.hash = hash
    self.quality = quality
  }
}
