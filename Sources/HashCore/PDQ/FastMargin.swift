/// How many bits the exact hash may be away from a fast one: not a constant, but what the picture itself
/// shows.
///
/// Two things separate the paths. The *slope*: how much the coefficients move when scaled pixels are taken as
/// sloping instead of flat, which is the first order of what scaling loses. And *clipping*: where a sample
/// lies at an end of its range, the full decode cut off what lay beyond before averaging, the scaled one
/// after. Both together bound how far two coefficients come nearer to each other (the *window*), and the
/// gaps around the median then say how many may have crossed it. `docs/fast-path.md` derives it and has the
/// figures; the constants are an envelope over measured pictures with a safety factor, no proof.
public struct FastMargin: Hashable, Sendable {
  /// Beyond this many bits a margin serves nobody: the exact hash is cheaper than what a search would let
  /// through.
  public static let bitCountMax = 24

  /// How much nearer two coefficients are taken to have come, in coefficient units.
  public let window: Float
  /// The most bits that the exact hash may be away, an even number; anything above `bitCountMax` stands for
  /// itself and whatever is larger.
  public let bitCount: Int

  package init(window: Float, bitCount: Int) {
    self.window = window
    self.bitCount = bitCount
  }

  init(_ coefficients: PDQCoefficients, window: Float) {
    self.window = window
    let count = Self.bitCountMax / 2 + 1
    bitCount = 2 * CoefficientGaps(coefficients, count: count).crossings(within: window, count: count)
  }

  /// Whether the exact hash is near enough for a search to rule matches out.
  public var isUseful: Bool { bitCount <= Self.bitCountMax }

  /// The window of a picture.
  ///
  /// - Parameters:
  ///   - slope: r.m.s. over the 256 coefficients of sloping minus flat.
  ///   - clippedShare: of scaled pixels with a sample at an end of its range, 0...1.
  static func window(slope: Float, clippedShare: Float) -> Float { 0.3 + 10 * slope + 4 * clippedShare }
}
