/// A hash and how much structure the picture had that it was made from.
public struct QualifiedHash: Hashable, Sendable {
  public var hash: PDQHash
  /// PDQ quality, 0...100; hashes of low quality say little about the picture.
  public var quality: Int

  public init(hash: PDQHash, quality: Int) {
    self.hash = hash
    self.quality = quality
  }
}
