/// The hash of a picture that was decoded at a fraction of its size, and how far the exact one may be from
/// it.
public struct FastHash: Sendable {
  public private(set) var hash: QualifiedHash
  public let margin: FastMargin
  /// Whether the exact hash is surely stable.
  private let isSurelyStable: Bool
  private let coefficients: PDQCoefficients

  /// - Parameters:
  ///   - coefficients: with every scaled pixel taken as sloping; they make the hash.
  ///   - flat: with every scaled pixel taken as flat.
  ///   - clippedShare: of scaled pixels with a sample at an end of its range, 0...1.
  init(_ coefficients: PDQCoefficients, flat: PDQCoefficients, clippedShare: Float, quality: Int) {
    self.coefficients = coefficients
    hash = QualifiedHash(coefficients, quality: quality)
    let window = FastMargin.window(
      slope: coefficients.rootMeanSquare(from: flat), clippedShare: clippedShare)
    margin = FastMargin(coefficients, window: window)
    let nearCount = CoefficientSpread(coefficients).unstableBitCount(within: window + CoefficientSpread.noise)
    isSurelyStable = nearCount <= QualifiedHash.stabilityMax
  }

  private init(transposing other: FastHash) {
    self = other
    hash = other.hash.transposed
  }

  /// That of the picture with its axes exchanged.
  var transposed: FastHash { FastHash(transposing: self) }

  /// Whether it is near enough to the exact hash for a search to rule matches out.
  public var isUseful: Bool { margin.isUseful && isSurelyStable }

  /// The smallest window that would have covered the distance to the exact hash, in coefficient units; 0
  /// where the two are equal.
  public func need(for exact: PDQHash) -> Float {
    let pairCount = (hash.hash.distance(to: exact) + 1) / 2
    return pairCount == 0 ? 0 : CoefficientGaps(coefficients, count: 128).gap(pairCount)
  }
}

extension PDQFastReducer {
  /// The hash of the picture laid down in `orientation`.
  ///
  /// - Precondition: every row has been appended, and the orientation was announced.
  public mutating func hash(_ orientation: Orientation, by transform: PDQTransform) -> FastHash {
    let upright = orientation.beforeExchange
    let flat = transform.coefficients(of: flatMatrix(upright))
    let coefficients = transform.coefficients(of: matrix(upright))
    let quality = transform.quality(of: matrix(upright))
    let hash = FastHash(coefficients, flat: flat, clippedShare: clippedShare, quality: quality)
    return orientation.exchangesAxes ? hash.transposed : hash
  }
}
