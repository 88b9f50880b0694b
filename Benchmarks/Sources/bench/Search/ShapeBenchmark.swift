import ArgumentParser
import Foundation
import HashCore
import Kernels
import Matcher

/// What the cut of the ring tables costs: chunk width, lines of a bucket, bytes of a row number, and how much
/// of a bucket is asked for ahead. The writer's choices and the planner's costs come from here.
struct ShapeBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ring-shapes", abstract: "The cost of a look-up for several cuts of the ring tables.")

  @Option(help: "Hashes in the list.") var count = 1_000_000
  @Option(help: "What the list looks like: uniform, pdq or clustered.") var kind = ListKind.uniform
  @Option(parsing: .upToNextOption, help: "Chunk widths, 8...16.") var width = [14, 15, 16]
  @Option(parsing: .upToNextOption, help: "Cache lines of a bucket.") var lines = [1, 2]
  @Option(parsing: .upToNextOption, help: "Bytes of a row number.") var numbers = [3, 4]
  @Option(parsing: .upToNextOption, help: "Lines of each bucket that are asked for ahead.") var eager = [64]
  @Option(help: "Largest distance that matches.") var threshold = 31
  @Option(help: "Rounds; the least of them counts.") var rounds = 5

  func run() throws {
    let list = try HashList(kind, count: count, queryCount: 20_000, tables: .bkOnly)
    let rows = try Data(contentsOf: URL(filePath: list.hashesPath))
    var table = MarkdownTable(
      "width", "lines", "number", "eager", "bytes a hash", "one µs", "batch of 10 000 µs", "overflow %")
    var expected: Int?
    for width in width {
      let builder = RingTableBuilder(rows: rows.bytes, chunkWidth: width)
      for (lines, numbers) in lines.flatMap({ lines in numbers.map { (lines, $0) } }) {
        let tables = RingTables(
          builder, RingShape(chunkWidth: width, linesPerBucket: lines, rowNumberByteCount: numbers)!,
          rows: rows)
        for eager in eager {
          let run = ShapeRun(tables, queries: list.queries, threshold, eagerLineCount: eager)
          let (one, batch) = (run.single(rounds), run.batch(rounds))
          check(one.matchCount == batch.matchCount, "one at a time and in a batch differ")
          check(expected ?? batch.matchCount == batch.matchCount, "shapes differ in what they find")
          expected = batch.matchCount
          table.rows.append(
            ["\(width)", "\(lines)", "\(numbers)", "\(min(eager, lines))"]
              + [tables.bytesPerRow, one.microseconds, batch.microseconds, tables.overflowShare * 100].map {
                $0.fixed(2)
              })
        }
      }
    }
    print(table.text)
  }
}

/// Look-ups in one shape.
private struct ShapeRun {
  let view: RingView
  let queries: [PDQHash]
  let thresholds: [UInt8]
  let distanceMax: Int
  private let tables: RingTables

  struct Outcome {
    var matchCount = 0
    var microseconds = Double.infinity
  }

  init(_ tables: RingTables, queries: [PDQHash], _ distanceMax: Int, eagerLineCount: Int) {
    self.tables = tables
    self.queries = queries
    self.distanceMax = distanceMax
    thresholds = tables.evenThresholds(distanceMax: distanceMax)
    view = tables.view(eagerLineCount: eagerLineCount)
  }

  /// One query at a time.
  func single(_ rounds: Int) -> Outcome {
    best(rounds) {
      var count = 0
      for query in queries.prefix(10_000) {
        KernelTable.best.ring.search(view, for: query.words, thresholds: thresholds, distanceMax: distanceMax)
        { _ in
          count += 1
          return true
        }
      }
      return count
    }
  }

  /// Sorted by chunk, table after table.
  func batch(_ rounds: Int) -> Outcome {
    let words = queries.prefix(10_000).flatMap { [$0.words.0, $0.words.1, $0.words.2, $0.words.3] }
    return best(rounds) {
      view.matchCount(words, sortsByChunk: true, thresholds: thresholds, distanceMax: distanceMax)
    }
  }

  private func best(_ rounds: Int, _ run: () -> Int) -> Outcome {
    var outcome = Outcome()
    for _ in 0..<rounds {
      let seconds = Stopwatch.seconds { outcome.matchCount = run() }
      outcome.microseconds = min(outcome.microseconds, seconds * 1e6 / 10_000)
    }
    return outcome
  }
}
