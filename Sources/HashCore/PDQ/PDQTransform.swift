public import Kernels

/// The last stage: 64 x 64 floats become 16 x 16 frequencies, 256 bits and a quality.
public struct PDQTransform: Sendable {
  public init(kernels: KernelTable = .best) {}

  /// The hash and quality of a matrix (64 x 64, row-major), bit for bit those of the PDQ reference.
  public func hash(of matrix: Span<Float>) -> QualifiedHash {
    precondition(matrix.count == 64 * 64, "a matrix is 64 x 64")
    let values = matrix.indices.map { matrix[$0] }
    return QualifiedHash(
      hash: ReferencePDQ.bits(of: ReferencePDQ.coefficients(of: values)),
      quality: ReferencePDQ.quality(of: values))
  }
}
