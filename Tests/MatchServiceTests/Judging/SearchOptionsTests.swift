import HashCore
import MatchProtocol
import Matcher
import Testing

@testable import MatchService

/// The keys of a request are options, and options are keys, with nothing lost between.
@Suite struct SearchOptionsTests {
  @Test(arguments: SearchEngine.allCases) func enginesHaveTheirWords(engine: SearchEngine) {
    #expect(SearchEngine(EngineChoice(engine)) == engine)
    #expect(EngineChoice(engine).rawValue == engine.rawValue)
    #expect(EngineChoice.allCases.count == SearchEngine.allCases.count)
  }

  private static let search = SearchOptions(threshold: Threshold(12)!, matchCountMax: 3, engine: .linear)

  @Test func keysThatSayEverythingWin() {
    let lookup = LookupOptions(search: Self.search, nearest: 5)
    #expect(LookupOptions().overridden(by: lookup.keys) == lookup)
    let scan = ScanOptions(
      search: Self.search, qualityMin: 7, decode: .exact, allOrientations: true, recipes: .both,
      variants: .standard)
    #expect(ScanOptions().overridden(by: scan.keys) == scan)
    #expect(ScanOptions(recipes: .full).overridden(by: scan.keys) == scan)
  }

  @Test func keysThatSayNothingLeaveEverything() {
    let lookup = LookupOptions(search: Self.search, nearest: 5)
    #expect(lookup.overridden(by: LookupKeys()) == lookup)
    let scan = ScanOptions(
      search: Self.search, qualityMin: 7, decode: .exact, allOrientations: true, recipes: .both,
      variants: .standard)
    #expect(scan.overridden(by: ScanKeys()) == scan)
  }

  @Test func fastDecodingHasNoVariantsUnlessOnlyTheseAreAskedFor() {
    let fast = ScanOptions(decode: .fast, variants: .standard)
    #expect(fast.appliedVariants == .none)
    let asked = ScanOptions(decode: .fast).overridden(by: ScanKeys(variants: .thorough))
    #expect(asked.decode == .exact && asked.appliedVariants == .thorough)
    #expect(ScanOptions(decode: .fast).overridden(by: ScanKeys(variants: VariantSet.none)).decode == .fast)
  }
}
