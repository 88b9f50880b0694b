/// The hash of a picture that was decoded at a fraction of its size, and how far the exact one may be from
/// it.
public struct FastHash: Sendable {
  public let hash: QualifiedHash
  public let margin: FastMargin
  private let coefficients: PDQCoefficients

  /// - Parameters:
  ///   - coefficients: with every scaled pixel taken as sloping; they make the hash.
  ///   - flat: with every scaled pixel taken as flat.
  ///   - clippedShare: of scaled pixels with a sample at an end of its range, 0...1.
  init(_ coefficients: PDQCoefficients, flat: PDQCoefficients, clippedShare: Float, quality: Int) {
    self.coefficients = coefficients
    hash = QualifiedHash(hash: coefficients.hash, quality: quality)
    let window = FastMargin.window(
      slope: coefficients.rootMeanSquare(from: flat), clippedShare: clippedShare)
    margin = FastMargin(coefficients, window: window)
  }

  private init(_ hash: QualifiedHash, _ margin: FastMargin, _ coefficients: PDQCoefficients) {
    self.hash = hash
    self.margin = margin
    self.coefficients = coefficients
  }

  /// That of the picture with its axes exchanged.
  var transposed: FastHash { FastHash(hash.transposed, margin, coefficients) }

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
