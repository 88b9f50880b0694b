import ArgumentParser
import Foundation
import HashCore
import Kernels
import Matcher

/// How the cost of a look-up grows with the list and with the threshold, as a table and as SVG plots.
struct GrowthBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search-growth", abstract: "Cost of a look-up over list sizes and thresholds.")

  @Option(parsing: .upToNextOption, help: "List sizes.") var count = [10_000, 100_000, 1_000_000]
  @Option(help: "What the lists look like: uniform, pdq or clustered.") var kind = ListKind.uniform
  @Option(parsing: .upToNextOption, help: "Thresholds.") var threshold = [
    0, 4, 8, 12, 16, 20, 24, 28, 31, 32, 36, 40, 48, 56, 63, 64,
  ]
  @Option(help: "Folder for the plots; none are written without it.") var plots: String?

  func run() throws {
    var byThreshold: [PlotLine] = []
    var byCount = ["auto", "ring", "bk", "linear"].map { PlotLine(name: $0) }
    var table = MarkdownTable("hashes", "threshold", "auto µs", "ring µs", "bk µs", "linear µs")
    for count in count {
      let list = try HashList(kind, count: count, queryCount: 2_000, tables: .ringAndBK)
      let index = try HashIndex.open(path: list.indexPath)
      var line = PlotLine(name: "\(count) hashes")
      for distanceMax in threshold {
        let costs = try [SearchEngine.auto, .ring, .bk, .linear].map {
          try microseconds(index, list.queries, Threshold(distanceMax)!, $0)
        }
        table.rows.append(["\(count)", "\(distanceMax)"] + costs.map { $0.fixed(2) })
        line.points.append((Double(distanceMax), costs[0]))
        guard distanceMax == Threshold.standard.distanceMax else { continue }
        for (engine, cost) in costs.enumerated() { byCount[engine].points.append((log10(Double(count)), cost)) }
      }
      byThreshold.append(line)
    }
    print(table.text)
    guard let plots else { return }
    let folder = URL(filePath: plots)
    try Plot(title: "A look-up, one core, \(kind) hashes", across: "threshold", up: "µs", lines: byThreshold)
      .write(to: folder.appending(path: "search-by-threshold.svg"))
    try Plot(
      title: "A look-up at threshold 31, one core, \(kind) hashes", across: "hashes, power of ten", up: "µs",
      xMin: 4, lines: byCount
    ).write(to: folder.appending(path: "search-by-count.svg"))
  }

  /// The least of three runs over as many queries as take some tenths of a second.
  private func microseconds(
    _ index: HashIndex, _ queries: [PDQHash], _ threshold: Threshold, _ engine: SearchEngine
  ) throws -> Double {
    var count = 4
    var best = Double.infinity
    for _ in 0..<3 {
      let seconds = try Stopwatch.seconds {
        for query in queries.prefix(count) {
          try index.forEachMatch(for: query, within: threshold, engine: engine) { _ in true }
        }
      }
      best = min(best, seconds / Double(count))
      count = max(4, min(queries.count, Int(0.2 / best)))
    }
    return best * 1e6
  }
}
