import CKernels

/// The last stage of PDQ: 64 x 64 floats to frequencies, bits and gradients. Every
/// variant gives the same results.
///
/// SAFETY: `functions` points to a constant of the C tables, never freed, never changed.
@safe public struct DCTKernels: @unchecked Sendable {
  public typealias Words = (UInt64, UInt64, UInt64, UInt64)

  private let functions: UnsafePointer<matchd_dct>

  init(level: KernelLevel) { unsafe functions = matchd_dct_choose(level.rawValue) }

  /// The level of the variant that runs.
  public var variant: KernelLevel { unsafe KernelLevel(rawValue: functions.pointee.level)! }

  /// Writes `basis * matrix * basisTransposed` (16 x 64, 64 x 64, 64 x 16; row-major)
  /// to the 256 `coefficients`.
  public func coefficients(
    of matrix: Span<Float>, basis: Span<Float>, basisTransposed: Span<Float>,
    into coefficients: inout MutableSpan<Float>
  ) {
    precondition(matrix.count == 4096 && basis.count == 1024 && basisTransposed.count == 1024, "wrong shapes")
    precondition(coefficients.count == 256, "wrong shape")
    // SAFETY: the four have the sizes of the contract, checked above.
    unsafe coefficients.withUnsafeMutableBufferPointer { out in
      unsafe matrix.withUnsafeBufferPointer { matrix in
        unsafe basis.withUnsafeBufferPointer { basis in
          unsafe basisTransposed.withUnsafeBufferPointer { transposed in
            unsafe functions.pointee.coefficients(
              matrix.baseAddress, basis.baseAddress, transposed.baseAddress, out.baseAddress)
          }
        }
      }
    }
  }

  /// 256 bits, least significant word first: which coefficients are above the 128th smallest.
  public func bits(of coefficients: Span<Float>) -> Words {
    precondition(coefficients.count == 256, "wrong shape")
    var words: InlineArray<4, UInt64> = [0, 0, 0, 0]
    var span = words.mutableSpan
    // SAFETY: the kernel reads 256 floats and writes 4 words.
    unsafe span.withUnsafeMutableBufferPointer { words in
      unsafe coefficients.withUnsafeBufferPointer {
        unsafe functions.pointee.bits($0.baseAddress, words.baseAddress)
      }
    }
    return (words[0], words[1], words[2], words[3])
  }

  /// The sum of the gradients between all neighbours of a 64 x 64 matrix, each in whole hundredths of 255.
  public func gradientSum(of matrix: Span<Float>) -> Int {
    precondition(matrix.count == 4096, "wrong shape")
    // SAFETY: the kernel reads 4096 floats.
    return unsafe matrix.withUnsafeBufferPointer {
      unsafe Int(functions.pointee.gradient_sum($0.baseAddress))
    }
  }
}
