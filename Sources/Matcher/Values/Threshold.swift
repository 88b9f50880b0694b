/// The largest distance that matches, inclusive: 0...256 bits.
public struct Threshold: Hashable, Comparable, Sendable {
  public let distanceMax: Int

  /// `nil` outside 0...256.
  public init?(_ distanceMax: Int) {
    guard (0...256).contains(distanceMax) else { return nil }
    self.distanceMax = distanceMax
  }

  /// 31, what PDQ's authors recommend for a match.
  public static let standard = Threshold(31)!

  /// The threshold `bits` higher, at most 256.
  public func raised(by bits: Int) -> Threshold { Threshold(min(256, distanceMax + max(0, bits)))! }

  public static func < (a: Threshold, b: Threshold) -> Bool { a.distanceMax < b.distanceMax }
}
