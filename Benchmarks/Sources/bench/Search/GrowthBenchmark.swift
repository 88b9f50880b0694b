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

  @Option(help: "Draw the rows of tables that were printed before, instead of measuring.") var from: String?

  /// A row of the table: microseconds with auto, ring, bk and linear.
  private struct Cost {
    let count, threshold: Int
    let microseconds: [Double]
  }

  func run() throws {
    let costs = try from.map { try printed(path: $0) } ?? measured()
    if from == nil { show(costs) }
    if let plots { try draw(costs, in: URL(filePath: plots)) }
  }

  private func measured() throws -> [Cost] {
    try count.flatMap { count in
      let list = try HashList(kind, count: count, queryCount: 2_000, tables: .ringAndBK)
      let index = try HashIndex.open(path: list.indexPath)
      return try threshold.map { threshold in
        let engines = [SearchEngine.auto, .ring, .bk, .linear]
        return Cost(
          count: count, threshold: threshold,
          microseconds: try engines.map { try microseconds(index, list.queries, Threshold(threshold)!, $0) })
      }
    }
  }

  private func printed(path: String) throws -> [Cost] {
    try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").compactMap { line in
      let cells = line.split(separator: "|").compactMap { Double($0.trimmingCharacters(in: .whitespaces)) }
      guard cells.count == 6 else { return nil }
      return Cost(count: Int(cells[0]), threshold: Int(cells[1]), microseconds: Array(cells[2...]))
    }
  }

  private func show(_ costs: [Cost]) {
    var table = MarkdownTable("hashes", "threshold", "auto µs", "ring µs", "bk µs", "linear µs")
    for cost in costs {
      table.rows.append(["\(cost.count)", "\(cost.threshold)"] + cost.microseconds.map { $0.fixed(2) })
    }
    print(table.text)
  }

  private func draw(_ costs: [Cost], in folder: URL) throws {
    let byThreshold = Set(costs.map(\.count)).sorted().map { count in
      PlotLine(
        name: "\(count) hashes",
        points: costs.filter { $0.count == count }.map { (Double($0.threshold), $0.microseconds[0]) })
    }
    let standard = costs.filter { $0.threshold == Threshold.standard.distanceMax }
    let byCount = ["auto", "ring", "bk", "linear"].enumerated().map { engine, name in
      PlotLine(name: name, points: standard.map { (log10(Double($0.count)), $0.microseconds[engine]) })
    }
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
