import ContentDigests
import HashCore
import Matcher

/// Files for `tx`: `pdq <hex>`, `md5 <hex>`, one hash or digest a line, without ids and labels.
struct TXLinesExporter: ListExporter {
  static let name = TXLinesImporter.name

  func write(_ record: ImportedRecord, into bytes: inout [UInt8]) -> Bool {
    let queries = record.queries
    guard record.isAnswering, !queries.isEmpty else { return false }
    for query in queries {
      let line = query.text.replacing(":", with: " ", maxReplacements: 1)
      bytes += Array((line + "\n").utf8)
    }
    return true
  }
}
