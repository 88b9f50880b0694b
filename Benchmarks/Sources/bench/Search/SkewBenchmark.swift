import ArgumentParser
import Foundation
import HashCore
import Matcher

/// Lists that a hash table likes least: what a look-up costs there, beside a scan of
/// everything, which found the same.
struct SkewBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search-skew", abstract: "Look-ups in skewed lists and worst cases, against a scan.")

  @Option(help: "Hashes in the list.") var count = 1_000_000
  @Option(parsing: .upToNextOption, help: "What the lists look like.") var kind: [ListKind] = [
    .uniform, .pdq, .clustered, .flatAreas, .crowd, .oneBucket, .complements, .equal,
  ]
  @Option(help: "Queries: every other one fresh, the others near members of the list.") var queries = 60

  func run() throws {
    var table = MarkdownTable(
      "list", "rows", "fresh: auto µs", "fresh: scan µs", "near: auto µs", "near: scan µs",
      "near: matches a query")
    for kind in kind {
      let list = try HashList(kind, count: count, queryCount: queries, tables: .ringAndBK)
      let index = try HashIndex.open(path: list.indexPath)
      var cells = ["\(kind)", "\(index.header.hashCount)"]
      for first in [0, 1] {
        let queries = stride(from: first, to: list.queries.count, by: 2).map { list.queries[$0] }
        let (auto, scan) = (try measure(index, queries, .auto), try measure(index, queries, .linear))
        check(auto.answers == scan.answers, "\(kind): \(auto.answers), but a scan finds \(scan.answers)")
        cells += [auto.microseconds.fixed(1), scan.microseconds.fixed(1)]
        if first == 1 { cells.append((Double(auto.answers.matchCount) / Double(queries.count)).fixed(1)) }
      }
      table.rows.append(cells)
    }
    print(table.text)
  }

  /// The least of three runs.
  private func measure(
    _ index: HashIndex, _ queries: [PDQHash], _ engine: SearchEngine
  ) throws -> (answers: Answers, microseconds: Double) {
    var best = Double.infinity
    var answers = Answers()
    for _ in 0..<3 {
      answers = Answers()
      let seconds = try Stopwatch.seconds {
        for (number, query) in queries.enumerated() {
          try index.forEachMatch(for: query, within: .standard, engine: engine) {
            answers.add(query: number, $0)
            return true
          }
        }
      }
      best = min(best, seconds * 1e6 / Double(queries.count))
    }
    return (answers, best)
  }
}
