import ArgumentParser
import MatchProtocol
import MatchService
import Matcher
import Platform

struct LookupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lookup", abstract: "Look up hashes and digests, one per line of standard input.",
    discussion: """
      A query is pdq:<64 hex>, bare 64 hex, md5:, sha1: or sha256:. Each gets one JSON object, in order. \
      With --input hash, lines of what 'matchd hash' prints are queries too. \
      Exit codes: 1 at least one is known, 2 none is and at least one failed, 0 none is known.
      """)

  @OptionGroup var source: SourceOptions
  @OptionGroup var search: SearchArguments
  @OptionGroup var labels: LabelMapOption
  @Option(help: "List that many nearest entries whatever their distance, in place of --max-matches.")
  var nearest: Int?
  @Option(help: "hash for what 'matchd hash' or the reference's tool prints.")
  var input: HashLineForm = .list

  func validate() throws {
    if let nearest { try check("--nearest", nearest, in: SearchKeys.matchCountRange) }
    try labels.check(source)
  }

  func run() throws {
    let answer = try answerer()
    var summary = ScanSummary()
    do {
      try answerLines(with: answer, &summary)
    } catch let failure as Failure {
      StandardError.line(failure.message)
      summary.hasFailed = true
    }
    if summary.status != .success { throw summary.status }
  }

  /// Answers all lines of standard input, also where the answers can no longer be written.
  private func answerLines(with answer: Answerer, _ summary: inout ScanSummary) throws {
    var lines = QueryLineReader(.standard)
    var output = OutputStream.standard
    var loss = ReportLoss()
    var lowQuality = LowQualityNotes()
    var count = 0
    while !loss.nobodyReads, let texts = try lines.next() {
      let batch = texts.map { LookupLine($0, input) }
      for (line, item) in zip(batch, try answer(batch.map(\.query), count)) {
        let item = line.helped(item)
        summary.add(item)
        loss.guarding {
          try output.line(JSONObject(count, subject: ("query", line.query), path: line.path, item).text)
        }
        count += 1
        lowQuality.note(line.quality, line: count, of: "standard input")
      }
      loss.guarding { try output.flush() }
    }
    summary.hasFailed = loss.hasHappened
    if let notes = lowQuality.text { StandardError.line("standard input: \(notes)") }
  }

  /// Gives the items of a batch of queries; the number is that of the first.
  private typealias Answerer = (_ queries: [String], _ first: Int) throws -> [Item]

  private func answerer() throws -> Answerer {
    let options = LookupOptions(search: search.options, nearest: nearest)
    guard let index = try source.opened(for: search.engine) else { return try daemonAnswerer(options) }
    let judge = QueryJudge(index: index, options: options)
    let mapping = ReplyMapping(index: index, labels: try labels.opened())
    return { queries, first in
      var items: [Item] = []
      judge.forEachJudgement(on: QueryLines(queries), coreCount: BatchScanner.processorCount) {
        items.append(mapping.item($0, at: first + items.count))
      }
      try checkUnchanged(index)
      return items
    }
  }

  private func daemonAnswerer(_ options: LookupOptions) throws -> Answerer {
    let client = try source.connectedDaemon()
    return { queries, first in
      var batches = queries.chunks(ofCount: ProtocolLimits().batchCountMax).reversed().map(Array.init)
      var items: [Item] = []
      client.lookup(options: options, next: { batches.popLast() }, { items.append($0) })
      for place in items.indices { items[place].index += first }
      return items
    }
  }
}

extension Array {
  /// The elements in runs of at most `count`.
  fileprivate func chunks(ofCount count: Int) -> [ArraySlice<Element>] {
    stride(from: 0, to: self.count, by: count).map { self[$0..<Swift.min($0 + count, self.count)] }
  }
}
