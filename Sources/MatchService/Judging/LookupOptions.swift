import MatchProtocol
import Matcher

/// How a query is looked up.
public struct LookupOptions: Sendable {
  public var threshold: Threshold
  /// Most entries in the answer.
  public var matchCountMax: Int
  /// List that many nearest entries whatever their distance; takes the place of `matchCountMax`.
  public var nearest: Int?
  public var engine: SearchEngine

  public init(
    threshold: Threshold = .standard, matchCountMax: Int = 8, nearest: Int? = nil,
    engine: SearchEngine = .auto
  ) {
    self.threshold = threshold
    self.matchCountMax = matchCountMax
    self.nearest = nearest
    self.engine = engine
  }

  /// What a request's keys say, these options where they say nothing.
  func overridden(by keys: LookupKeys) -> LookupOptions {
    LookupOptions(
      threshold: keys.threshold.flatMap(Threshold.init) ?? threshold,
      matchCountMax: keys.matchCountMax ?? matchCountMax, nearest: keys.nearest ?? nearest,
      engine: keys.engine.flatMap { SearchEngine(rawValue: $0.rawValue) } ?? engine)
  }

  /// The keys that ask a daemon for the same.
  public var keys: LookupKeys {
    LookupKeys(
      threshold: threshold.distanceMax, matchCountMax: matchCountMax, nearest: nearest,
      engine: EngineChoice(rawValue: engine.rawValue))
  }
}
