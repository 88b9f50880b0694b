import HashCore
import MatchProtocol
import MatchService
import Matcher
import TestSupport
import Testing

/// What variants of a picture find, and what they may not.
@Suite struct VariantJudgingTests {
  private let folder: TemporaryFolder
  private let bytes: [UInt8] = [1, 2, 3]
  /// As far from the picture as it is as no match is.
  private static let entry = DemoList.query.flipping(128)

  init() throws { folder = try TemporaryFolder() }

  /// The judgement on a picture one variant of which is so many bits from the list's entry.
  private func item(
    _ variant: PictureVariant, _ distance: Int, isFramed: Bool = false, isInformative: Bool = true,
    quality: Int = 100, recipes: HashRecipes = .full,
    _ options: ScanOptions = ScanOptions(variants: .standard)
  ) throws -> Item {
    let hash = QualifiedHash(
      hash: Self.entry.flipping(distance), quality: quality, stability: 99, isInformative: isInformative)
    let seen = ViewHash(view: PictureView(variant: variant), hash: hash, isFramed: isFramed)
    let picture = HashedPicture.invented(DemoList.query, decode: .exact, turned: [seen])
    var writer = IndexWriter()
    writer.describe(IndexList(name: "l", recipes: recipes))
    writer.add(.hash(Self.entry), list: "l", id: "entry")
    try writer.write(to: folder.path("index"))
    let index = try HashIndex.open(path: folder.path("index"), honoured: .judged)
    let hasher = InventedHasher(fast: picture, exact: picture)
    let item = PictureJudge(hasher: hasher).item(for: bytes, in: index, options)
    #expect(hasher.requests.map(\.variants) == [options.variants ?? .standard])
    return item
  }

  @Test(arguments: HashRecipes.allCases)
  func aVariantMatchesInListsOfAnyRecipe(recipes: HashRecipes) throws {
    let match = try #require(try item(PictureVariant(.caption), 3, recipes: recipes).listedMatches.first)
    #expect(match.entry == "entry" && match.view["variant"] == "caption" && match.distance == 3)
    #expect(match.grade == "near")
  }

  @Test func onlyQuarterTurnsAreStrong() throws {
    #expect(try item(PictureVariant(orientation: .rot90), 3).listedMatches.first?.grade == "strong")
    #expect(try item(PictureVariant(orientation: .rot90), 17).listedMatches.first?.grade == "near")
    #expect(try item(PictureVariant(orientation: .flipy), 3).listedMatches.first?.grade == "near")
  }

  /// What the picture says as it is counts for more than what it may have been, however near that is.
  @Test func aStrongMatchStaysStrong() throws {
    let mirror = PictureView(variant: PictureVariant(orientation: .flipy))
    let guessed = Self.best([(20, .stored), (0, mirror)])
    #expect(guessed?.distance == 0 && guessed?.grade == .near)
    for findings in [[(2, .stored), (0, mirror)], [(0, mirror), (2, .stored)]] {
      let best = Self.best(findings)
      #expect(best?.distance == 2 && best?.grade == .strong)
    }
  }

  /// How one entry is told that was found in each of these ways.
  private static func best(_ findings: [(distance: Int, view: PictureView)]) -> ReportedMatch? {
    var collector = MatchCollector(matchCountMax: 8)
    for finding in findings {
      let method = MatchMethod.hash(distance: finding.distance, view: finding.view)
      collector.add(
        ReportedMatch(entry: EntryNumber(rawValue: 0), method: method, threshold: .standard))
    }
    if case .known(let matches, _) = collector.verdict { return matches.first }
    return nil
  }

  @Test func beyondTheThresholdAVariantLeads() throws {
    let item = try item(PictureVariant(shift: .pad(4), orientation: .flipy), 40)
    #expect(item.outcome == .unknown(nearest: []))
    #expect(item.leads?.nearest.distance == 40 && item.leads?.nearest.view["variant"] == "pad4+mirror")
  }

  @Test func aFramedPageMatchesAndDoesNotLead() throws {
    #expect(try item(PictureVariant(orientation: .rot180), 31, isFramed: true).listedMatches.count == 1)
    #expect(try item(PictureVariant(orientation: .rot180), 32, isFramed: true).leads == nil)
    #expect(try item(PictureVariant(orientation: .rot180), 32).leads != nil)
  }

  /// A box may be empty: what its hash says is worth as little as that of an empty picture.
  @Test func theGatesHoldForVariants() throws {
    #expect(try item(PictureVariant(.page), 0, quality: 49).listedMatches.isEmpty)
    #expect(try item(PictureVariant(.page), 4, isInformative: false).listedMatches.count == 1)
    let gated = try item(PictureVariant(.page), 5, isInformative: false)
    #expect(gated.listedMatches.isEmpty && gated.leads?.nearest.distance == 5)
  }

  /// What a variant comes to, by the rules as they are written in docs/views.md, one after the other.
  private static func naiveOutcome(_ distance: Int, isFramed: Bool, isInformative: Bool) -> String {
    if distance <= 4 { return "known" }
    if distance <= 31 { return isInformative ? "known" : "unjudged with a lead" }
    if isFramed || !isInformative || distance > 48 { return "unknown" }
    return "unknown with a lead"
  }

  @Test(arguments: [0, 4, 5, 31, 32, 48, 49])
  func everyCaseIsAsTheRulesSay(distance: Int) throws {
    for (isFramed, isInformative) in [(false, false), (false, true), (true, false), (true, true)] {
      let item = try item(
        PictureVariant(orientation: .rot90), distance, isFramed: isFramed, isInformative: isInformative)
      let lead = item.leads == nil ? "" : " with a lead"
      let outcome =
        switch item.outcome {
        case .known: "known" + lead
        case .unjudged: "unjudged" + lead
        default: item.outcome == .unknown(nearest: []) ? "unknown" + lead : "\(item.outcome)"
        }
      #expect(
        outcome
          == Self.naiveOutcome(distance, isFramed: isFramed, isInformative: isInformative),
        "framed: \(isFramed), informative: \(isInformative)")
    }
  }

  /// Its instability is no reason to doubt the picture's own hash.
  @Test func anUnstableVariantLeavesThePictureJudged() throws {
    #expect(try item(PictureVariant(.page), 100).outcome == .unknown(nearest: []))
  }
}
