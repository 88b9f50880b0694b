import ArgumentParser
import Foundation
import HashCore
import Kernels
import Matcher

/// The index file itself: parsing text lines, building, opening, sharing, and two cores against one.
struct IndexBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "index", abstract: "Parsing, building, opening and sharing an index; two cores against one.")

  @Option(help: "Hashes in the list.") var count = 1_000_000
  @Option(help: "What the list looks like: uniform, pdq or clustered.") var kind = ListKind.uniform
  @Option(help: "Processes that open the index side by side for the shared-memory figure.") var processes = 10
  @Option(help: "Rounds of what is timed; the least and the median are given.") var rounds = 5
  @Option(help: .hidden) var hold: String?

  func run() throws {
    if let hold { return try holdOpen(hold) }
    let list = try HashList(kind, count: count, queryCount: 100_000, tables: .ringAndBK)
    let peak = peakMegabytes()
    let index = try HashIndex.open(path: list.indexPath)
    var table = MarkdownTable("what", "figure")
    let builds = try list.rebuild(rounds: rounds)
    let syncs = try (0..<rounds).map { _ in try syncSeconds(list) }
    table.rows.append(["build, entries already parsed", spread(builds, "s")])
    table.rows.append(["writing and syncing as many bytes", spread(syncs, "s")])
    let fileSize = Double(index.header.fileByteCount)
    table.rows.append(["file", "\((fileSize / 1e6).fixed(1)) MB"])
    table.rows.append(["peak memory of generating and building", "\(peak.fixed(0)) MB"])
    for section in index.header.sections where section.byteCount > 0 {
      let bytes = Double(section.byteCount) / Double(count)
      table.rows.append(["section \(section.kind.rawValue)", "\(bytes.fixed(2)) bytes a hash"])
    }
    let open = try (0..<5).map { _ in
      try Stopwatch.seconds { _ = try HashIndex.open(path: list.indexPath) }
    }.median
    table.rows.append(["open", "\((open * 1e3).fixed(2)) ms"])
    table.rows.append(["text line parsed", spread(try nanosecondsPerLine(list), "ns")])
    table.rows.append([
      "two cores ÷ one, batch of \(list.queries.count)", try coreRatio(index, list),
    ])
    table.rows.append(["PSS of \(processes) processes", try sharedMegabytes(list)])
    print(table.text)
  }

  private func syncSeconds(_ list: HashList) throws -> Double {
    let bytes = try Data(contentsOf: URL(filePath: list.indexPath))
    let target = list.folder.appending(path: "copy")
    return try Stopwatch.seconds {
      try Data().write(to: target)
      let file = try FileHandle(forWritingTo: target)
      try file.write(contentsOf: bytes)
      try file.synchronize()
      try file.close()
    }
  }

  /// A busy machine only adds, so the least is what the work takes.
  private func spread(_ values: [Double], _ unit: String) -> String {
    let digits = unit == "s" ? 2 : 0
    return "\(values.min()!.fixed(digits)) \(unit) at best, \(values.median.fixed(digits)) in the median"
  }

  private func nanosecondsPerLine(_ list: HashList) throws -> [Double] {
    var text = ""
    let lineCount = min(count, 500_000)
    for index in 0..<lineCount { text += "\(list.queries[index % list.queries.count])\tentry-\(index)\n" }
    let bytes = Array(text.utf8)
    return try (0..<2 * rounds).map { _ in
      var parsed = 0
      let seconds = try Stopwatch.seconds {
        var reader = HashLineReader()
        var start = 0
        while try reader.next(in: bytes.span, from: &start) != nil { parsed += 1 }
      }
      check(parsed == lineCount, "parsed \(parsed) of \(lineCount) lines")
      return seconds * 1e9 / Double(lineCount)
    }
  }

  private func coreRatio(_ index: HashIndex, _ list: HashList) throws -> String {
    var counts: Set<Int> = []
    let times = try Stopwatch.rounds(
      rounds,
      of: [1, 2].map { cores in
        {
          var count = 0
          try index.forEachMatch(for: list.queries, within: .standard, coreCount: cores) { _, _ in
            count += 1
            return true
          }
          counts.insert(count)
        }
      })
    check(counts.count == 1 && counts.first! > 0, "found \(counts) matches")
    let best = times[0].min()! / times[1].min()!
    return "\(best.fixed(2)) best to best, \(times[0].medianRatio(to: times[1]).fixed(2)) in the median"
  }

  /// Opens the index in several processes, each of which looks up everything, and adds up
  /// their proportional shares.
  private func sharedMegabytes(_ list: HashList) throws -> String {
    let workers = try (0..<processes).map { _ in
      let process = Process()
      process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
      process.arguments = ["index", "--hold", list.folder.path]
      process.standardInput = Pipe()
      process.standardOutput = Pipe()
      try process.run()
      return process
    }
    for worker in workers { waitUntilReady(worker) }
    let shares = try workers.map { try proportionalKilobytes($0.processIdentifier) }
    for worker in workers { worker.terminate() }
    let mapped = shares.map(\.mapped).reduce(0, +) / 1024
    let all = shares.map(\.all).reduce(0, +) / 1024
    return "\(mapped) MB of the index in all, \(all - mapped) MB of everything else"
  }

  /// Until the worker has printed something, or for a minute.
  private func waitUntilReady(_ worker: Process) {
    let output = (worker.standardOutput as! Pipe).fileHandleForReading
    for _ in 0..<600 {
      if !output.availableData.isEmpty { return }
      usleep(100_000)
    }
    check(false, "a process that holds the index open did not get ready")
  }

  private func holdOpen(_ folder: String) throws {
    let index = try HashIndex.open(path: folder + "/list.mdx")
    let queries = try HashList.hashes(inFile: folder + "/queries.bin")
    for query in queries.prefix(20_000) { _ = try index.matches(for: query, within: .standard) }
    FileHandle.standardOutput.write(Data("ready\n".utf8))
    while true { sleep(60) }
  }

  private func proportionalKilobytes(_ process: Int32) throws -> (mapped: Int, all: Int) {
    let text = try wholeText(ofPath: "/proc/\(process)/smaps")
    var (mapped, all, isIndex) = (0, 0, false)
    for line in text.split(separator: "\n") {
      if line.contains("-") && !line.contains("kB") { isIndex = line.hasSuffix("list.mdx") }
      guard line.hasPrefix("Pss:"), let size = Int(line.split(separator: " ")[1]) else { continue }
      all += size
      if isIndex { mapped += size }
    }
    return (mapped, all)
  }

  /// Foundation reads the first page of such files alone.
  private func wholeText(ofPath path: String) throws -> String {
    let file = try FileHandle(forReadingFrom: URL(filePath: path))
    var text = Data()
    while let part = try file.read(upToCount: 1 << 16), !part.isEmpty { text += part }
    return String(decoding: text, as: UTF8.self)
  }

  private func peakMegabytes() -> Double {
    let text = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return (line?.split(separator: " ").dropFirst().first.flatMap { Double($0) } ?? .nan) / 1024
  }
}
