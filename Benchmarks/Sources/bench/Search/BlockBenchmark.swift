import ArgumentParser
import Foundation
import HashCore
import Kernels
import Matcher

/// How many queries a block should have, and from how many on it should be sorted by chunk: the batch
/// search's choices come from here.
struct BlockBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ring-blocks", abstract: "The cost of a look-up by length of the block, sorted by chunk or not.")

  @Option(help: "Hashes in the list.") var count = 1_000_000
  @Option(help: "What the list looks like: uniform, pdq or clustered.") var kind = ListKind.uniform
  @Option(help: "Chunk width, 8...16.") var width = 16
  @Option(help: "Cache lines of a bucket.") var lines = 1
  @Option(parsing: .upToNextOption, help: "Queries of a block.")
  var length = [16, 64, 256, 1024, 2048, 4096, 8192, 16_384, 32_768, 65_536, 131_072]
  @Option(help: "Largest distance that matches.") var threshold = 31
  @Option(help: "Rounds; the least of them counts.") var rounds = 5

  func run() throws {
    let list = try HashList(kind, count: count, queryCount: 8192 + length.max()!, tables: .bkOnly)
    let rows = try Data(contentsOf: URL(filePath: list.hashesPath))
    let geometry = RingGeometry(
      chunkWidth: width, linesPerBucket: lines, rowNumberByteCount: count <= 1 << 24 ? 3 : 4)
    let tables = RingTables(RingTableBuilder(rows: rows.bytes, chunkWidth: width), geometry, rows: rows)
    let view = tables.view(eagerLineCount: 64)
    let words = list.queries.flatMap { [$0.words.0, $0.words.1, $0.words.2, $0.words.3] }
    let thresholds = tables.evenThresholds(radius: threshold)

    /// Searches as many blocks as make 8 192 queries, or one.
    func search(length: Int, isSorted: Bool) -> (matchCount: Int, queryCount: Int) {
      var (matchCount, queryCount) = (0, 0)
      while queryCount < 8192 {
        let block = Array(words[4 * queryCount..<4 * (queryCount + length)])
        var queries = RingQueries(words: block, geometry, sortsByChunk: isSorted)
        KernelTable.best.ring.search(view, &queries, thresholds: thresholds, radius: threshold) { _ in
          matchCount += 1
          return true
        }
        queryCount += length
      }
      return (matchCount, queryCount)
    }

    var table = MarkdownTable("queries of a block", "as they come, µs", "sorted by chunk, µs")
    for length in length {
      var least = [Double.infinity, .infinity]
      var matchCounts: [Int] = []
      for _ in 0..<rounds {
        for (place, isSorted) in [false, true].enumerated() {
          var found = (matchCount: 0, queryCount: 0)
          let seconds = Stopwatch.seconds { found = search(length: length, isSorted: isSorted) }
          least[place] = min(least[place], seconds * 1e6 / Double(found.queryCount))
          matchCounts.append(found.matchCount)
        }
      }
      check(Set(matchCounts).count == 1, "sorting changes what is found")
      table.rows.append(["\(length)"] + least.map { $0.fixed(2) })
    }
    print(table.text)
  }
}
