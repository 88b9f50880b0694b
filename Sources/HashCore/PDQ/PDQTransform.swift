public import Kernels

/// The last stage: 64 x 64 floats become 16 x 16 frequencies, 256 bits and a quality.
public struct PDQTransform: Sendable {
  private let kernels: DCTKernels
  private let basis = PDQBasis.rows
  private let basisTransposed = PDQBasis.columns

  public init(kernels: KernelTable = .best) { self.kernels = kernels.dct }

  /// The hash and quality of a matrix (64 x 64, row-major), bit for bit those of the PDQ reference.
  public func hash(of matrix: Span<Float>) -> QualifiedHash {
    var coefficients = InlineArray<256, Float>(repeating: 0)
    var target = coefficients.mutableSpan
    kernels.coefficients(
      of: matrix, basis: basis.span, basisTransposed: basisTransposed.span, into: &target)
    let hash = PDQHash(words: kernels.bits(of: coefficients.span))
    return QualifiedHash(hash: hash, quality: quality(of: matrix))
  }

  /// How much structure the matrix has: the sum of its gradients, scaled as the reference does.
  private func quality(of matrix: Span<Float>) -> Int { min(100, kernels.gradientSum(of: matrix) / 90) }
}
