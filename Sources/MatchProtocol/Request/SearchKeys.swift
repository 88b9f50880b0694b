import HashCore

/// The keys that `LOOKUP` and `SCAN` share; `nil` means the server's default.
public struct SearchKeys: Equatable, Sendable {
  /// Largest distance that matches, in `thresholdRange`.
  public var threshold: Int?
  /// Most entries in the answer to one query or picture, in `matchCountRange`.
  public var matchCountMax: Int?
  public var engine: EngineChoice?

  public init(threshold: Int? = nil, matchCountMax: Int? = nil, engine: EngineChoice? = nil) {
    self.threshold = threshold
    self.matchCountMax = matchCountMax
    self.engine = engine
  }

  public static let thresholdRange = 0...PDQHash.bitCount
  public static let matchCountRange = 1...10_000
}

/// The words of `engine=`.
public enum EngineChoice: String, CaseIterable, Sendable {
  case auto, ring, bk, linear
}
