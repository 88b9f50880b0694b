import ArgumentParser
import Foundation
import HashCore
import Kernels
import Matcher

/// Look-ups through `HashIndex` on the mapped file against FAISS over the same hashes,
/// one thread, batch for batch.
struct SearchBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search", abstract: "Look-ups in a mapped index, against FAISS with the same batches.")

  @Option(help: "Hashes in the list.") var count = 1_000_000
  @Option(help: "What the list looks like: uniform, pdq or clustered.") var kind = ListKind.uniform
  @Option(parsing: .upToNextOption, help: "Batch sizes.") var batch = [1, 100, 10_000]
  @Option(help: "Largest distance that matches.") var threshold = 31
  @Option(help: "Rounds; ratios are medians over them.") var rounds = 3
  @Option(help: "Kernel level to run with.") var kernels: String?
  @Flag(help: "A small list against our own linear scan, without the peer.") var smoke = false

  func run() throws {
    let size = smoke ? 20_000 : count
    let table = try kernels.map { KernelTable(level: try KernelLevel.named($0)) } ?? .best
    let list = try HashList(kind, count: size, queryCount: smoke ? 400 : 120_000, tables: .ringAndBK)
    let index = try HashIndex.open(path: list.indexPath, kernels: table)
    describe(list, index)
    let peer = smoke ? nil : try FAISSPeer(list)
    var rows = MarkdownTable("batch", "ours/s", "Flat/s", "ours ÷ Flat", "MultiHash/s", "ours ÷ MultiHash")
    for size in smoke ? [1, 100] : batch {
      let run = BatchRun(list: list, index: index, peer: peer, size: size, threshold: Threshold(threshold)!)
      if smoke { try run.checkAgainstLinear() }
      rows.rows.append(try run.measure(rounds: smoke ? 1 : rounds))
    }
    print(rows.text)
  }

  private func describe(_ list: HashList, _ index: HashIndex) {
    let bytes = (try? FileManager.default.attributesOfItem(atPath: list.indexPath)[.size] as? Int) ?? 0
    print(
      "\(list.kind) \(list.count), threshold \(threshold), kernels \(index.kernels.level.name): built in "
        + "\(list.buildSeconds.fixed(2)) s, \((Double(bytes) / Double(list.count)).fixed(1)) bytes a hash\n")
  }
}

/// FAISS in its own process: see peers/search.py.
final class FAISSPeer {
  private let peer: Peer

  init?(_ list: HashList) throws {
    let found = try Peer(
      name: "search", script: "search.py", arguments: [list.hashesPath, list.queriesPath],
      environment: ["OMP_NUM_THREADS": "1"])
    guard let found else { return nil }
    peer = found
  }

  /// Runs the first `count` queries in batches of `size`.
  func run(_ engine: String, count: Int, size: Int, threshold: Threshold) -> (
    seconds: Double, answers: Answers
  ) {
    let words = peer.ask("\(engine) 0 \(count) \(size) \(threshold.distanceMax)")
    check(words.count == 3, "FAISS answered \(words)")
    return (Double(words[0])!, Answers(matchCount: Int(words[1])!, checksum: UInt64(words[2])!))
  }
}

/// One batch size, measured in turn with the peer.
struct BatchRun {
  let list: HashList
  let index: HashIndex
  let peer: FAISSPeer?
  let size: Int
  let threshold: Threshold
  var coreCount = 1

  /// The peer's share of the queries: about ten seconds of its time a round. Its rate does not grow with the
  /// batch beyond some hundred queries, so a batch that would take it minutes is cut to this.
  private var peerCount: Int { min(size == 1 ? 1_000 : 10_000, max(100, 10_000_000_000 / list.count)) }

  private var ourCount: Int { min(list.queries.count, max(size, size == 1 ? 20_000 : 50_000) / size * size) }

  func measure(rounds: Int) throws -> [String] {
    var ours: [Double] = []
    var flat: [Double] = []
    var multihash: [Double] = []
    for _ in 0..<rounds {
      ours.append(Double(ourCount) / (try run(count: ourCount).seconds))
      guard let peer else { continue }
      let expected = try run(count: peerCount).answers
      flat.append(rate(peer, "flat", expected))
      if size >= 10_000 && list.count <= 1_000_000 { multihash.append(rate(peer, "multihash", expected)) }
    }
    func text(_ values: [Double]) -> String { values.isEmpty ? "–" : values.median.fixed(0) }
    func ratio(_ peer: [Double]) -> String { peer.isEmpty ? "–" : ours.medianRatio(to: peer).fixed(1) }
    return ["\(size)", text(ours), text(flat), ratio(flat), text(multihash), ratio(multihash)]
  }

  private func rate(_ peer: FAISSPeer, _ engine: String, _ expected: Answers) -> Double {
    let (seconds, answers) = peer.run(
      engine, count: peerCount, size: min(size, peerCount), threshold: threshold)
    check(answers == expected, "\(engine) found \(answers), we found \(expected)")
    return Double(peerCount) / seconds
  }

  /// Runs the first `count` queries in batches of `size` through the index.
  func run(count: Int, engine: SearchEngine = .auto) throws -> (seconds: Double, answers: Answers) {
    var answers = Answers()
    let seconds = try Stopwatch.seconds {
      for start in stride(from: 0, to: count, by: size) {
        let batch = Array(list.queries[start..<min(start + size, count)])
        try run(batch, from: start, engine) { answers.add(query: $0, $1) }
      }
    }
    return (seconds, answers)
  }

  /// One query at a time through the single look-up, more through the batch.
  private func run(
    _ batch: [PDQHash], from start: Int, _ engine: SearchEngine, _ add: (Int, HashMatch) -> Void
  ) throws {
    if size == 1 {
      try index.forEachMatch(for: batch[0], within: threshold, engine: engine) { match in
        add(start, match)
        return true
      }
    } else {
      try index.forEachMatch(
        for: batch, within: threshold, engine: engine, coreCount: coreCount
      ) { offset, match in
        add(start + offset, match)
        return true
      }
    }
  }

  func checkAgainstLinear() throws {
    let count = list.queries.count
    let expected = try run(count: count, engine: .linear).answers
    for engine in [SearchEngine.auto, .bk, .ring] where engine != .ring || index.hasRingTables {
      let found = try run(count: count, engine: engine).answers
      check(found == expected, "\(engine) found \(found), linear found \(expected)")
    }
  }
}
