import ContentDigests
import HashCore
import Matcher

/// Text lines (`HashLine`), one for each hash and digest. They say nothing of states, times and hashes that
/// are only kept: a record that does not answer, or has none but these, is not written.
struct TextLinesExporter: ListExporter {
  static let name = TextLinesImporter.name

  func write(_ record: ImportedRecord, into bytes: inout [UInt8]) -> Bool {
    let queries = record.queries
    guard record.isAnswering, !queries.isEmpty else { return false }
    let list = record.list ?? HashLine.defaultList
    for query in queries {
      let line = HashLine(query: query, id: record.id, list: list, labels: record.labels.map(\.text))
      bytes += Array((line.text + "\n").utf8)
    }
    return true
  }
}

extension ImportedRecord {
  /// What can be looked up of it.
  var queries: [MatchQuery] { hashes.map(MatchQuery.hash) + digests.map(MatchQuery.digest) }
}
