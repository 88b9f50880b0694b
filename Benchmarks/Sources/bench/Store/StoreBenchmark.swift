import ArgumentParser
import Foundation
import HashCore
import ListStore
import Matcher

/// A list store of many entries: taking a partner's file in, against the `sqlite3` shell and the same rows,
/// how long others wait meanwhile, compiling, answers with many changes, and the start of a daemon.
struct StoreBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "store", abstract: "Importing into a list store, compiling it and answering from it.")

  @Option(help: "The matchd binary, built for release.") var binary = "../.build/release/matchd"
  @Option(help: "Entries of the list.") var count = 1_000_000
  @Option(help: "Changes since the compilation; nine of ten are new entries.") var changes = 10_000
  @Option(help: "Rounds of look-ups; the ratio is the median over them.") var rounds = 7
  @Flag(help: "A small list and few rounds, for a quick check that answers are right.") var smoke = false
  @Argument(help: .hidden) var work: [String] = []

  func run() throws {
    if let kind = work.first { return try StoreWork(kind, Array(work.dropFirst())).run() }
    let data = try StoreData(count: smoke ? 20_000 : count, changeCount: smoke ? 500 : changes)
    var table = MarkdownTable("what", "figure")
    table.rows += try importing(data)
    table.rows += try compiling(data)
    table.rows += try start(data)
    table.rows += try answering(data)
    print(table.text)
    withExtendedLifetime(data) {}
  }

  private func importing(_ data: StoreData) throws -> [[String]] {
    let child = try StoreWork.start(["import", data.store, data.file])
    let wait = try data.longestWait(while: child)
    let own = try child.figures()
    let small = try StoreWork.start(["import", data.smallStore, data.smallFile]).figures()
    let bytes = Double(try data.byteCount)
    check(own.count == data.count, "\(own.count) rows")
    let rows = [["import", "\(own.seconds.fixed(1)) s (\(own.processorSeconds.fixed(1)) of the processor)"]]
    return try rows + againstShell(own, data) + [
      [
        "peak memory, and of a tenth of the rows",
        "\(own.peakMegabytes.fixed(0)) MB, \(small.peakMegabytes.fixed(0)) MB",
      ],
      ["on the disk", "\((bytes / Double(data.count)).fixed(0)) bytes an entry"],
      ["longest that a review waited meanwhile", "\(wait.longest.fixed(3)) s, of \(wait.count)"],
    ]
  }

  /// Nothing where there is no shell.
  private func againstShell(_ own: StoreWork.Figures, _ data: StoreData) throws -> [[String]] {
    guard let shell = try data.importByShell() else { return [] }
    check(shell.count == data.count, "\(shell.count) rows by the shell")
    let ratio = own.seconds / shell.seconds
    let processorRatio = own.processorSeconds / shell.processorSeconds
    return [
      [
        "the same rows by the `sqlite3` shell",
        "\(shell.seconds.fixed(1)) s (\(shell.processorSeconds.fixed(1)))",
      ],
      ["import ÷ shell", "\(ratio.fixed(2)) (\(processorRatio.fixed(2)))"],
    ]
  }

  private func compiling(_ data: StoreData) throws -> [[String]] {
    let figures = try StoreWork.start(["compile", data.store]).figures()
    check(figures.count == data.count, "\(figures.count) entries compiled")
    let file = try FileManager.default.attributesOfItem(atPath: data.store + "/index-1")[.size] as? Int ?? 0
    return [
      ["compile", "\(figures.seconds.fixed(1)) s (\(figures.processorSeconds.fixed(1)))"],
      [
        "peak memory of it, and the index",
        "\(figures.peakMegabytes.fixed(0)) MB, \((Double(file) / 1e6).fixed(0)) MB",
      ],
    ]
  }

  private func start(_ data: StoreData) throws -> [[String]] {
    var seconds: [Double] = []
    for _ in 0..<3 {
      var daemon: DaemonProcess?
      seconds.append(
        try Stopwatch.seconds {
          daemon = try DaemonProcess(binary: binary, source: ["--store", data.store], in: data.folder)
        })
      withExtendedLifetime(daemon) { daemon = nil }
    }
    return [
      [
        "start of a daemon until it is ready, at best (median)",
        "\(seconds.min()!.fixed(2)) s (\(seconds.median.fixed(2)))",
      ]
    ]
  }

  /// The same queries without and with the changes, in turn; and with them compiled, which answers the same.
  private func answering(_ data: StoreData) throws -> [[String]] {
    let store = try ListStore(opening: data.store)
    let reader = StoreReader(store, honoured: .all)
    let before = try reader.index()
    check(before.changeCount == 0, "\(before.changeCount) changes")
    _ = try StoreWork.start(["import", data.store, data.changeFile]).figures()
    let after = try reader.index()
    check(after.changeCount > data.changeCount, "\(after.changeCount) changes")
    var counts: [Set<Int>] = [[], []]
    let times = try Stopwatch.rounds(
      smoke ? 2 : rounds,
      of: [0, 1].map { place in
        { counts[place].insert(try matchCount(data.queries, in: place == 0 ? before : after)) }
      }, by: { try Stopwatch.threadSeconds($0) })
    _ = try StoreWork.start(["compile", data.store]).figures()
    try check(counts[1] == [matchCount(data.queries, in: reader.index())], "answers differ when compiled")
    let each = 1e6 / Double(data.queries.count)
    return [
      ["a look-up, without changes", "\((times[0].median * each).fixed(2)) µs"],
      ["a look-up, with \(data.changeCount) changes", "\((times[1].median * each).fixed(2)) µs"],
      ["rate with them ÷ without", times[0].medianRatio(to: times[1]).fixed(2)],
    ]
  }

  private func matchCount(_ queries: [PDQHash], in index: LiveIndex) throws -> Int {
    var count = 0
    for query in queries {
      try index.forEachMatch(for: query, within: .standard, engine: .auto) { _ in
        count += 1
        return true
      }
    }
    return count
  }
}
