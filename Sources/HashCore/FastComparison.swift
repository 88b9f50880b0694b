/// One picture hashed both ways.
public struct FastComparison: Hashable, Sendable {
  public let fast: QualifiedHash
  /// Of the fast hash.
  public let margin: FastMargin
  /// Whether the fast hash is near enough to the exact one for a search to rule matches out.
  public let isUseful: Bool
  public let exact: QualifiedHash
  /// The smallest window that would have covered the distance, over the window that was taken: above 1 the
  /// margin was too narrow. The constants of the window want raising long before that.
  public let needOverWindow: Float

  package init(
    fast: QualifiedHash, margin: FastMargin, isUseful: Bool, exact: QualifiedHash, needOverWindow: Float
  ) {
    self.fast = fast
    self.margin = margin
    self.isUseful = isUseful
    self.exact = exact
    self.needOverWindow = needOverWindow
  }

  init(_ fast: FastHash, exact: QualifiedHash) {
    self.init(
      fast: fast.hash, margin: fast.margin, isUseful: fast.isUseful, exact: exact,
      needOverWindow: fast.need(for: exact.hash) / fast.margin.window)
  }

  /// Bits in which the two hashes differ.
  public var distance: Int { fast.hash.distance(to: exact.hash) }

  /// Whether a search with the fast hash's margin finds whatever one with the exact hash does. Where the
  /// fast hash is not useful nothing is searched.
  public var isSafe: Bool { !isUseful || distance <= margin.bitCount }
}
