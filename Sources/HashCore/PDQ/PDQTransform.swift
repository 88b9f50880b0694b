import Glibc
public import Kernels

/// The last stage: 64 x 64 floats become 16 x 16 frequencies, 256 bits and a quality.
public struct PDQTransform: Sendable {
  private let kernels: DCTKernels
  private let basis = PDQBasis.rows
  private let basisTransposed = PDQBasis.columns

  public init(kernels: KernelTable = .best) { self.kernels = kernels.dct }

  /// The hash of a matrix (64 x 64, row-major) and what it is worth; hash and quality are bit for bit those
  /// of the PDQ reference.
  public func hash(of matrix: Span<Float>) -> QualifiedHash {
    QualifiedHash(coefficients(of: matrix), quality: quality(of: matrix))
  }

  /// The frequencies of a matrix (64 x 64, row-major), bit for bit those of the PDQ reference.
  public func coefficients(of matrix: Span<Float>) -> PDQCoefficients {
    var values = InlineArray<256, Float>(repeating: 0)
    var target = values.mutableSpan
    kernels.coefficients(
      of: matrix, basis: basis.span, basisTransposed: basisTransposed.span, into: &target)
    return PDQCoefficients(values: values, hash: PDQHash(words: kernels.bits(of: values.span)))
  }

  /// The frequencies of the matrix laid down in an orientation, or with black and white exchanged: exact but
  /// for the order of sums, where the matrix has no shift of its own.
  func coefficients(
    _ coefficients: PDQCoefficients, laidDown orientation: Orientation, isInverted: Bool
  ) -> PDQCoefficients {
    if orientation == .original, !isInverted { return coefficients }
    let before = orientation.beforeExchange
    let negatesRows = before == .flipx || before == .rot180
    let negatesColumns = before == .flipy || before == .rot180
    let source = coefficients.values.span
    var values = InlineArray<256, Float>(repeating: 0)
    for place in 0..<256 {
      // Frequencies 1, 3, ... change their sign when their axis is read backwards: rows 0, 2, ...
      let (row, column) = (place / 16, place % 16)
      var isNegative = isInverted
      if negatesRows, row % 2 == 0 { isNegative.toggle() }
      if negatesColumns, column % 2 == 0 { isNegative.toggle() }
      let target = orientation.exchangesAxes ? 16 * column + row : place
      values[target] = isNegative ? -source[place] : source[place]
    }
    return PDQCoefficients(values: values, hash: PDQHash(words: kernels.bits(of: values.span)))
  }

  /// How much structure the matrix has: the sum of its gradients, scaled as the reference does.
  public func quality(of matrix: Span<Float>) -> Int { min(100, kernels.gradientSum(of: matrix) / 90) }
}

/// Rows 1...16 of the 64-point DCT-II as the PDQ reference rounds them; the constant row 0 is left out.
public enum PDQBasis {
  /// 16 x 64, row-major: `rows[i * 64 + j]` weighs column j for frequency i + 1.
  public static let rows: [Float] = {
    let scale = Float((2.0 / 64.0).squareRoot())
    return (0..<16).flatMap { i in
      (0..<64).map { j in Float(Double(scale) * cos((Double.pi / 2 / 64) * Double(i + 1) * Double(2 * j + 1)))
      }
    }
  }()

  /// The same, 64 x 16.
  public static let columns: [Float] = (0..<64).flatMap { j in (0..<16).map { i in rows[i * 64 + j] } }
}
