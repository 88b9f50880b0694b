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
      Exit codes: 1 at least one is known, 2 none is and at least one failed, 0 none is known.
      """)

  @OptionGroup var source: SourceOptions
  @OptionGroup var search: SearchArguments
  @Option(help: "List that many nearest entries whatever their distance, in place of --max-matches.")
  var nearest: Int?

  func validate() throws {
    if let nearest { try check("--nearest", nearest, in: SearchKeys.matchCountRange) }
  }

  func run() throws {
    let answer = try answerer()
    var lines = QueryLineReader(.standard)
    var output = OutputStream.standard
    var summary = ScanSummary()
    var count = 0
    while let queries = try nextQueries(&lines) {
      for (query, item) in zip(queries, try answer(queries, count)) {
        summary.add(item)
        try output.line(JSONObject(count, subject: ("query", query), item).text)
        count += 1
      }
      try output.flush()
    }
    if summary.status != .success { throw summary.status }
  }

  /// Gives the items of a batch of queries; the number is that of the first.
  private typealias Answerer = (_ queries: [String], _ first: Int) throws -> [Item]

  private func answerer() throws -> Answerer {
    let options = LookupOptions(search: search.options, nearest: nearest)
    guard let index = try source.openedIndex(for: search.engine) else { return try daemonAnswerer(options) }
    let judge = QueryJudge(index: index, options: options)
    let mapping = ReplyMapping(index: index)
    return { queries, first in
      var items: [Item] = []
      judge.forEachJudgement(on: QueryLines(queries), coreCount: BatchScanner.processorCount) {
        items.append(mapping.item($0, at: first + items.count))
      }
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

  private func nextQueries(_ lines: inout QueryLineReader) throws(Failure) -> [String]? {
    do throws(FileError) {
      return try lines.next()
    } catch {
      throw Failure("standard input: \(error.message)")
    }
  }
}

extension Array {
  /// The elements in runs of at most `count`.
  fileprivate func chunks(ofCount count: Int) -> [ArraySlice<Element>] {
    stride(from: 0, to: self.count, by: count).map { self[$0..<Swift.min($0 + count, self.count)] }
  }
}
