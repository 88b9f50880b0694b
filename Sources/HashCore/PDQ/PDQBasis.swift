import Glibc

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
