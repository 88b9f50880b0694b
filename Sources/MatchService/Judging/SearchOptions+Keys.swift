import HashCore
import MatchProtocol
import Matcher

/// The keys of requests as options and back: the one place where the two meet.
///
/// The engines are mapped case by case, so that a new one does not compile until both sides have it.
extension SearchOptions {
  /// What a request's keys say, these options where they say nothing.
  func overridden(by keys: SearchKeys) -> SearchOptions {
    var options = self
    options.threshold.asked = keys.threshold.flatMap { Threshold($0) } ?? threshold.asked
    options.matchCountMax = keys.matchCountMax ?? matchCountMax
    options.engine = keys.engine.map(SearchEngine.init) ?? engine
    return options
  }

  /// The keys that ask a daemon for the same.
  var keys: SearchKeys {
    SearchKeys(
      threshold: threshold.asked?.distanceMax, matchCountMax: matchCountMax, engine: EngineChoice(engine))
  }
}

extension LookupOptions {
  func overridden(by keys: LookupKeys) -> LookupOptions {
    LookupOptions(search: search.overridden(by: keys.search), nearest: keys.nearest ?? nearest)
  }

  var keys: LookupKeys { LookupKeys(search: search.keys, nearest: nearest) }
}

extension ScanOptions {
  func overridden(by keys: ScanKeys) -> ScanOptions {
    var options = self
    options.search = search.overridden(by: keys.search)
    options.nearThreshold.asked = keys.nearThreshold.flatMap { Threshold($0) } ?? nearThreshold.asked
    options.qualityMin = keys.qualityMin ?? qualityMin
    options.variants = keys.variants ?? variants
    // Whoever asks for variants and leaves the decoding open gets what they take.
    let asksForVariants = keys.variants.map { $0 != .none } ?? false
    options.decode = keys.decode ?? (asksForVariants ? .exact : decode)
    options.allOrientations = keys.allOrientations || allOrientations
    options.recipes = keys.recipes ?? recipes
    return options
  }

  var keys: ScanKeys {
    ScanKeys(
      search: search.keys, nearThreshold: nearThreshold.asked?.distanceMax, qualityMin: qualityMin,
      decode: decode, allOrientations: allOrientations, recipes: recipes, variants: variants)
  }
}

extension SearchEngine {
  init(_ choice: EngineChoice) {
    switch choice {
    case .auto: self = .auto
    case .ring: self = .ring
    case .bk: self = .bk
    case .linear: self = .linear
    }
  }
}

extension EngineChoice {
  init(_ engine: SearchEngine) {
    switch engine {
    case .auto: self = .auto
    case .ring: self = .ring
    case .bk: self = .bk
    case .linear: self = .linear
    }
  }
}
