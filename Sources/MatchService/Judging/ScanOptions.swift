import HashCore
import MatchProtocol
import Matcher

/// How a picture is judged.
public struct ScanOptions: Sendable {
  public var threshold: Threshold
  /// Most entries in the answer.
  public var matchCountMax: Int
  /// Lowest quality that a hash is matched on, 0...100.
  public var qualityMin: Int
  public var engine: SearchEngine
  public var decode: DecodeMode
  /// Whether the picture is looked up turned and mirrored in all eight ways.
  public var allOrientations: Bool

  public init(
    threshold: Threshold = .standard, matchCountMax: Int = 8, qualityMin: Int = 50,
    engine: SearchEngine = .auto, decode: DecodeMode = .fast, allOrientations: Bool = false
  ) {
    self.threshold = threshold
    self.matchCountMax = matchCountMax
    self.qualityMin = qualityMin
    self.engine = engine
    self.decode = decode
    self.allOrientations = allOrientations
  }

  /// What a request's keys say, these options where they say nothing.
  func overridden(by keys: ScanKeys) -> ScanOptions {
    ScanOptions(
      threshold: keys.threshold.flatMap(Threshold.init) ?? threshold,
      matchCountMax: keys.matchCountMax ?? matchCountMax, qualityMin: keys.qualityMin ?? qualityMin,
      engine: keys.engine.flatMap { SearchEngine(rawValue: $0.rawValue) } ?? engine,
      decode: keys.decode ?? decode, allOrientations: keys.allOrientations || allOrientations)
  }

  /// The keys that ask a daemon for the same.
  public var keys: ScanKeys {
    ScanKeys(
      threshold: threshold.distanceMax, matchCountMax: matchCountMax, qualityMin: qualityMin,
      engine: EngineChoice(rawValue: engine.rawValue), decode: decode, allOrientations: allOrientations)
  }
}
