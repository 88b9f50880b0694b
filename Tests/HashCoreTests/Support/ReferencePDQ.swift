import CTestSupport
import Glibc
import HashCore

/// The judge: PDQ written down plainly, in C so that it judges ten thousand pictures in seconds.
struct ReferencePDQ {
  private var result = matchd_reference()

  init(_ plane: Plane) {
    matchd_reference_pdq(
      plane.samples, Int32(plane.width), Int32(plane.height), Int32(plane.channelCount), &result)
  }

  var hash: QualifiedHash {
    let words = result.words
    let spread = NaiveSpread(coefficients)
    return QualifiedHash(
      hash: PDQHash(words: words), quality: Int(result.quality), stability: spread.stability,
      isInformative: spread.isInformative)
  }

  /// All 256, row-major.
  var coefficients: [Float] {
    withUnsafeBytes(of: result.coefficients) { Array($0.bindMemory(to: Float.self)) }
  }

  /// Whether all 4096 floats are those of the judge, bit for bit.
  func hasMatrix(_ matrix: Span<Float>) -> Bool { withUnsafeBytes(of: result.matrix) { equal($0, matrix) } }

  /// Whether all 256 coefficients are those of the judge, bit for bit.
  func hasCoefficients(_ coefficients: Span<Float>) -> Bool {
    withUnsafeBytes(of: result.coefficients) { equal($0, coefficients) }
  }

  private func equal(_ truth: UnsafeRawBufferPointer, _ floats: Span<Float>) -> Bool {
    floats.withUnsafeBytes {
      $0.count == truth.count && memcmp($0.baseAddress!, truth.baseAddress!, $0.count) == 0
    }
  }
}
