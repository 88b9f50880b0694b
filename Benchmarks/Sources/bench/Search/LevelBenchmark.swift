import ArgumentParser
import HashCore
import Kernels
import Matcher

/// Look-ups with each variant of the kernels on the same file, in turn, as ratios to the best one's rate.
struct LevelBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search-levels", abstract: "Look-ups with each variant of the kernels.")

  @Option(help: "Hashes in the list.") var count = 1_000_000
  @Option(help: "What the list looks like.") var kind = ListKind.uniform
  @Option(help: "Rounds; ratios are medians over them.") var rounds = 5

  func run() throws {
    let list = try HashList(kind, count: count, queryCount: 20_000, tables: .ringAndBK)
    let indexes = try KernelTable.all.map { try HashIndex.open(path: list.indexPath, kernels: $0) }
    var table = MarkdownTable("batch", "kernels", "look-ups/s", "÷ \(indexes.first!.kernels.level.name)")
    for size in [1, 10_000] {
      var found: Set<Int> = []
      let times = try Stopwatch.rounds(
        rounds, of: indexes.map { index in { found.insert(try Self.matchCount(index, list.queries, size)) } })
      check(found.count == 1, "variants differ in what they find")
      for (index, time) in zip(indexes, times) {
        table.rows.append([
          "\(size)", index.kernels.level.name, (Double(list.queries.count) / time.median).fixed(0),
          times.first!.medianRatio(to: time).fixed(2),
        ])
      }
    }
    print(table.text)
  }

  private static func matchCount(_ index: HashIndex, _ queries: [PDQHash], _ size: Int) throws -> Int {
    var count = 0
    if size == 1 {
      for query in queries {
        try index.forEachMatch(for: query, within: .standard) { _ in
          count += 1
          return true
        }
      }
      return count
    }
    for start in stride(from: 0, to: queries.count, by: size) {
      let batch = Array(queries[start..<min(start + size, queries.count)])
      try index.forEachMatch(for: batch, within: .standard) { _, _ in
        count += 1
        return true
      }
    }
    return count
  }
}
