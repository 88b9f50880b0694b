import ArgumentParser
import Foundation
import HashCore
import Matcher
import Synchronization

/// The same look-ups through the daemon's socket and by the library, in turn: what the daemon adds to a
/// query, in its own processor time (what clients need is theirs), and how fast it answers.
struct DaemonBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "daemon", abstract: "Look-ups through the daemon's socket, against the library's.")

  @Option(help: "The matchd binary, built for release.") var binary = "../.build/release/matchd"
  @Option(help: "Entries of the list.") var count = 1_000_000
  @Option(help: "Rounds; ratios are the median over them.") var rounds = 7
  @Option(help: "Clients that ask one query at a time.") var clients = 8
  @Flag(help: "A small list and few rounds, for a quick check that answers are right.") var smoke = false

  func run() throws {
    let list = try HashList(.pdq, count: smoke ? 20_000 : count, queryCount: 10_000, tables: .ringAndBK)
    let run = DaemonRun(
      index: try HashIndex.open(path: list.indexPath), queries: list.queries, clientCount: clients,
      daemon: try DaemonProcess(binary: binary, index: list.indexPath, in: list.folder))
    var table = MarkdownTable(
      "look-ups", "library µs CPU", "daemon µs CPU", "library ÷ daemon", "daemon, queries/s of wall time")
    let rounds = smoke ? 2 : rounds
    defer { withExtendedLifetime(list) {} }
    table.rows.append(
      ["batches of 10 000"] + (try run.row(rounds, library: run.libraryBatch, daemon: run.daemonBatch)))
    table.rows.append(
      ["\(clients) clients, one at a time"]
        + (try run.row(rounds, library: run.librarySingles, daemon: run.daemonSingles)))
    print(table.text)
  }
}

/// All queries once, each way; every way gives how many are known.
private struct DaemonRun {
  let index: HashIndex
  let queries: [PDQHash]
  let clientCount: Int
  let daemon: DaemonProcess

  func row(_ rounds: Int, library: () throws -> Int, daemon ask: () throws -> Int) throws -> [String] {
    var (own, theirs, wall): ([Double], [Double], [Double]) = ([], [], [])
    let expected = try library()
    check(expected > 0 && expected < queries.count, "\(expected) of the queries are known")
    for _ in 0..<rounds {
      own.append(
        try Stopwatch.threadSeconds {
          try check(library() == expected, "the library moved")
        })
      let start = daemon.processorSeconds
      wall.append(
        try Stopwatch.seconds {
          try check(ask() == expected, "the daemon says something else")
        })
      theirs.append(daemon.processorSeconds - start)
    }
    let each = 1e6 / Double(queries.count)
    return [
      (own.median * each).fixed(2), (theirs.median * each).fixed(2), own.medianRatio(to: theirs).fixed(2),
      (Double(queries.count) / wall.median).fixed(0),
    ]
  }

  func libraryBatch() throws -> Int {
    var known = Set<Int>()
    try index.forEachMatch(for: queries, within: .standard, engine: .auto, coreCount: 1) { query, _ in
      known.insert(query)
      return true
    }
    return known.count
  }

  func librarySingles() throws -> Int {
    var knownCount = 0
    for query in queries {
      var isKnown = false
      try index.forEachMatch(for: query, within: .standard, engine: .auto) { _ in
        isKnown = true
        return true
      }
      if isKnown { knownCount += 1 }
    }
    return knownCount
  }

  func daemonBatch() -> Int {
    let text = "LOOKUP n=\(queries.count) reply=known\n" + queries.map { "\($0)\n" }.joined()
    return Self.knownCount(RawClient(daemon.socket)?.ask(Array(text.utf8))?.reply)
  }

  func daemonSingles() -> Int {
    let total = Atomic(0)
    let (path, queries, clientCount) = (daemon.socket, queries, clientCount)
    DispatchQueue.concurrentPerform(iterations: clientCount) { client in
      let socket = RawClient(path)
      for place in stride(from: client, to: queries.count, by: clientCount) {
        let reply = socket?.ask(Array("LOOKUP \(queries[place])\n".utf8))?.reply
        total.add(Self.knownCount(reply), ordering: .relaxed)
      }
    }
    return total.load(ordering: .relaxed)
  }

  /// From the last line of a reply.
  private static func knownCount(_ reply: String?) -> Int {
    reply?.split(separator: " known=").last?.split(separator: " ").first.flatMap { Int($0) } ?? 0
  }
}
