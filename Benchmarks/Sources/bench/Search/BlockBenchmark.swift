import ArgumentParser
import Foundation
import HashCore
import Kernels
import Matcher

/// How many queries a block should have, and from how many on it should be sorted by chunk: the batch
/// search's choices come from here.
struct BlockBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ring-blocks",
    abstract: "The cost of a look-up by length of the block, sorted by chunk or not.")

  @Option(help: "Hashes in the list.") var count = 1_000_000
  @Option(help: "What the list looks like: uniform, pdq or clustered.") var kind = ListKind.uniform
  @Option(help: "Chunk width, 8...16.") var width = 16
  @Option(help: "Cache lines of a bucket.") var lines = 1
  @Option(parsing: .upToNextOption, help: "Queries of a block.")
  var length = [16, 64, 256, 1024, 2048, 4096, 8192, 16_384, 32_768, 65_536, 131_072]
  @Option(help: "Largest distance that matches.") var threshold = 31
  @Option(help: "Rounds; the least of them counts.") var rounds = 5

  func run() throws {
    let list = try HashList(
      kind, count: count, queryCount: BlockRun.queryCountMin + length.max()!, tables: .bkOnly)
    let rows = try Data(contentsOf: URL(filePath: list.hashesPath))
    let shape = RingShape(
      chunkWidth: width, linesPerBucket: lines, rowNumberByteCount: count <= 1 << 24 ? 3 : 4)!
    let tables = RingTables(RingTableBuilder(rows: rows.bytes, chunkWidth: width), shape, rows: rows)
    let run = BlockRun(
      view: tables.view(eagerLineCount: 64), thresholds: tables.evenThresholds(distanceMax: threshold),
      distanceMax: threshold,
      words: list.queries.flatMap { [$0.words.0, $0.words.1, $0.words.2, $0.words.3] })
    var table = MarkdownTable("queries of a block", "as they come, µs", "sorted by chunk, µs")
    for length in length {
      table.rows.append(
        ["\(length)"] + run.leastMicroseconds(length: length, rounds: rounds).map { $0.fixed(2) })
    }
    print(table.text)
    withExtendedLifetime(tables) {}  // which the view reads
  }
}

/// The same queries in blocks of any length.
private struct BlockRun {
  static let queryCountMin = 8192

  let view: RingView
  let thresholds: [UInt8]
  let distanceMax: Int
  /// Of the queries: `queryCountMin` more than the longest block has.
  let words: [UInt64]

  /// A query's time as blocks come and as they are sorted, in turn; both find the same.
  func leastMicroseconds(length: Int, rounds: Int) -> [Double] {
    var least = [Double.infinity, .infinity]
    var matchCounts: Set<Int> = []
    for _ in 0..<rounds {
      for (place, sortsByChunk) in [false, true].enumerated() {
        var found = (matchCount: 0, queryCount: 0)
        let seconds = Stopwatch.seconds { found = search(length: length, sortsByChunk: sortsByChunk) }
        least[place] = min(least[place], seconds * 1e6 / Double(found.queryCount))
        matchCounts.insert(found.matchCount)
      }
    }
    check(matchCounts.count == 1, "sorting changes what is found")
    return least
  }

  /// Searches as many blocks as make `queryCountMin` queries, or one.
  private func search(length: Int, sortsByChunk: Bool) -> (matchCount: Int, queryCount: Int) {
    var (matchCount, queryCount) = (0, 0)
    while queryCount < Self.queryCountMin {
      let block = Array(words[4 * queryCount..<4 * (queryCount + length)])
      matchCount += view.matchCount(
        block, sortsByChunk: sortsByChunk, thresholds: thresholds, distanceMax: distanceMax)
      queryCount += length
    }
    return (matchCount, queryCount)
  }
}
