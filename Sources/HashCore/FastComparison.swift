/// One picture hashed both ways.
public struct FastComparison: Sendable {
  public let fast: FastHash
  public let exact: QualifiedHash

  /// Bits in which the two hashes differ.
  public var distance: Int { fast.hash.hash.distance(to: exact.hash) }

  /// The smallest window that would have covered the distance, over the window that was taken: above 1 the
  /// margin was too narrow. The constants of the window want raising long before that.
  public var needOverWindow: Float { fast.need(for: exact.hash) / fast.margin.window }

  /// Whether a search with the fast hash's margin finds whatever one with the exact hash does. Where the
  /// fast hash is not useful nothing is searched.
  public var isSafe: Bool { !fast.isUseful || distance <= fast.margin.bitCount }
}
