import ContentDigests
import HashCore
import MatchProtocol
import MatchService
import Matcher
import TestSupport
import Testing

/// A hash counts in the lists whose hashes were made as it was.
@Suite struct ListRecipeTests {
  private let folder: TemporaryFolder
  private let bytes: [UInt8] = [1, 2, 3]
  private static let full = DemoList.query
  /// As far away as no match is.
  private static let cli512 = DemoList.query.flipping(128)

  init() throws { folder = try TemporaryFolder() }

  /// A picture whose two hashes are far from each other.
  private func hasher(fullQuality: Int = 100, cli512Quality: Int = 100) -> InventedHasher {
    let reduced = ViewHash(
      view: PictureView(recipe: .cli512), hash: QualifiedHash(hash: Self.cli512, quality: cli512Quality))
    let picture = HashedPicture.invented(
      Self.full, quality: fullQuality, decode: .exact, turned: [reduced])
    return InventedHasher(fast: picture, exact: picture)
  }

  /// Lists of one recipe each, every one with an entry near either hash.
  private func index(_ recipes: [HashRecipes]) throws -> HashIndex {
    var writer = IndexWriter()
    for recipes in recipes {
      writer.describe(IndexList(name: recipes.rawValue, recipes: recipes))
      writer.add(.hash(Self.full.flipping(3)), list: recipes.rawValue, id: "of-full")
      writer.add(.hash(Self.cli512.flipping(5)), list: recipes.rawValue, id: "of-cli512")
    }
    try writer.write(to: folder.path("index"))
    return try HashIndex.open(path: folder.path("index"), honoured: .judged)
  }

  private func found(_ lists: [HashRecipes], _ asked: HashRecipes? = nil) throws -> [String] {
    let item = try PictureJudge(hasher: hasher()).item(
      for: bytes, in: index(lists), ScanOptions(recipes: asked))
    return item.listedMatches.map { "\($0.list)/\($0.entry) \($0.view["protocol"] ?? "-")" }
  }

  @Test func eachListIsLookedUpAsItWasMade() throws {
    #expect(try found([.full]) == ["full/of-full -"])
    #expect(try found([.cli512]) == ["cli512/of-cli512 cli512"])
    #expect(try found([.both]) == ["both/of-full -", "both/of-cli512 cli512"])
    #expect(
      try found([.full, .cli512, .both]) == [
        "both/of-full -", "full/of-full -", "both/of-cli512 cli512", "cli512/of-cli512 cli512",
      ])
  }

  @Test func aRequestDecidesForAllLists() throws {
    let lists = HashRecipes.allCases
    #expect(
      try found(lists, .full) == ["both/of-full -", "cli512/of-full -", "full/of-full -"])
    #expect(
      try found(lists, .cli512) == [
        "both/of-cli512 cli512", "cli512/of-cli512 cli512", "full/of-cli512 cli512",
      ])
    #expect(try found(lists, .both).count == 6)
    #expect(try found([.full], .cli512) == ["full/of-cli512 cli512"])
  }

  /// No more than what is asked for is hashed; the reply always has the hash at full size.
  @Test func whatIsHashedFollowsFromListsAndRequest() throws {
    let hasher = hasher()
    let judge = PictureJudge(hasher: hasher)
    for (lists, asked) in [
      ([.full], nil), ([.full], .full), ([.cli512], nil), ([.full, .both], nil), ([.both], .full),
      ([.full], .cli512),
    ] as [([HashRecipes], HashRecipes?)] {
      let item = try judge.item(for: bytes, in: index(lists), ScanOptions(recipes: asked))
      #expect(item.picture?.hash == ReplyHash(.exact, Self.full))
    }
    #expect(hasher.requests.map(\.recipes) == [.full, .full, .both, .both, .full, .both])
  }

  @Test func eachHashHasItsOwnQuality() throws {
    let index = try index([.cli512])
    let flat = hasher(cli512Quality: 49)
    let unjudged = PictureJudge(hasher: flat).item(for: bytes, in: index, .init())
    let detail = "expected a quality of at least 50 by cli512, found 49"
    #expect(unjudged.outcome == .unjudged(UnjudgedFields(reason: "low_quality", detail: detail)))
    #expect(unjudged.picture?.quality == 100)
    // Nobody asked for the other hash: its quality says nothing.
    let known = PictureJudge(hasher: hasher(fullQuality: 0)).item(for: bytes, in: index, .init())
    #expect(known.verdict == .known)
    #expect(known.picture?.quality == 0)
    let full = PictureJudge(hasher: flat).item(for: bytes, in: index, ScanOptions(recipes: .full))
    #expect(full.verdict == .known)
  }

  /// What could not be looked up by one recipe was not judged, unless the other found it.
  @Test func unknownIsSaidOfWhatWasLookedUpByEveryRecipe() throws {
    let index = try makeIndex([.hash(DemoList.query.flipping(64))], in: folder)
    for (full, cli512) in [(0, 100), (100, 0), (0, 0)] {
      let judge = PictureJudge(hasher: hasher(fullQuality: full, cli512Quality: cli512))
      let item = judge.item(for: bytes, in: index, ScanOptions(recipes: .both))
      #expect(item.unjudgedReason == "low_quality", "\(full), \(cli512)")
    }
    // The hash at full size stands in the reply alone.
    let reduced = PictureJudge(hasher: hasher(fullQuality: 0)).item(
      for: bytes, in: index, ScanOptions(recipes: .cli512))
    #expect(reduced.outcome == .unknown(nearest: []))
    let whole = PictureJudge(hasher: hasher()).item(for: bytes, in: index, ScanOptions(recipes: .both))
    #expect(whole.outcome == .unknown(nearest: []))
    let found = try PictureJudge(hasher: hasher(fullQuality: 0)).item(
      for: bytes, in: self.index([.both]), .init())
    #expect(found.listedMatches.map(\.entry) == ["of-cli512"])
  }

  /// A digest is equal whatever was done to the picture.
  @Test func digestsCountInEveryList() throws {
    var writer = IndexWriter()
    writer.describe(IndexList(name: "l", recipes: .cli512))
    writer.add(.digest(ContentDigest(.md5, of: bytes.span.bytes)), list: "l", id: "a")
    try writer.write(to: folder.path("digests"))
    let index = try HashIndex.open(path: folder.path("digests"), honoured: .judged)
    for asked in [nil, .full, .cli512] as [HashRecipes?] {
      let item = PictureJudge(hasher: hasher()).item(for: bytes, in: index, ScanOptions(recipes: asked))
      #expect(item.listedMatches.map(\.method) == ["md5"])
    }
  }

  /// A hash that is looked up says nothing of how it was made: all lists count.
  @Test func lookUpsAskAllLists() throws {
    let judge = QueryJudge(index: try index(HashRecipes.allCases))
    guard case .success(.known(_, total: 3)) = judge.judge(.hash(Self.cli512)).verdict else {
      Issue.record("expected the entry of each of three lists")
      return
    }
  }
}

extension Item {
  fileprivate var unjudgedReason: String? {
    if case .unjudged(let unjudged) = outcome { unjudged.reason } else { nil }
  }
}
