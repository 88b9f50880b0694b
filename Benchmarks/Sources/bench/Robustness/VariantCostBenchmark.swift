import ArgumentParser
import HashCore
import Matcher

/// What variants cost beside a plain exact scan: hashing, and as many look-ups as there are views.
struct VariantCostBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "variant-cost", abstract: "Hashing and looking up a picture, with variants and without.")

  @Option(help: "Hashes in the list.") var count = 1_000_000
  @Option(help: "Rounds; the median of them counts.") var rounds = 41

  private static let reach = Threshold(48)!

  func run() throws {
    let list = try HashList(.pdq, count: count, queryCount: 1, tables: .ringAndBK)
    let index = try HashIndex.open(path: list.indexPath)
    var table = MarkdownTable(
      "picture", "variants", "views", "hashing ms", "looking up ms", "both ms", "÷ none")
    for (width, height) in [(640, 480), (1640, 1230), (4000, 3000)] {
      let picture = TestPicture(.baseline, width: width, height: height)
      try report(picture, index, &table)
    }
    print(table.text)
  }

  private func report(_ picture: TestPicture, _ index: HashIndex, _ table: inout MarkdownTable) throws {
    let hasher = PictureHasher()
    let sets = VariantSet.allCases
    var hashes = sets.map { _ in [ViewHash]() }
    let contenders = sets.indices.flatMap { place -> [() throws -> Void] in
      [
        {
          let request = HashRequest(variants: sets[place])
          // SAFETY: bytes have no padding.
          hashes[place] = try unsafe hasher.hash(picture.bytes.span.bytes, request).hashes
        },
        { for view in hashes[place] { _ = try index.matches(for: view.hash.hash, within: Self.reach) } },
      ]
    }
    let times = try Stopwatch.rounds(rounds, of: contenders).map { $0.map { 1000 * $0 } }
    let sums = sets.indices.map { place in zip(times[2 * place], times[2 * place + 1]).map { $0 + $1 } }
    for (place, set) in sets.enumerated() {
      table.add(
        picture.name, set.rawValue, "\(hashes[place].count)", times[2 * place].median.fixed(2),
        times[2 * place + 1].median.fixed(2), sums[place].median.fixed(2),
        sums[place].medianRatio(to: sums[0]).fixed(2))
    }
    check(hashes[0].count == 1 && hashes[1].count > 1, "no variants were hashed")
  }
}
