import ContentDigests
import HashCore
import Matcher

/// This project's JSON lines: a first line that says what they are, then an object a record, with everything.
struct JSONLinesExporter: ListExporter {
  static let name = JSONLinesImporter.name

  func begin(into bytes: inout [UInt8]) {
    let head = JSONOutput.object([
      ("format", JSONOutput.text(JSONLinesImporter.format)), ("version", JSONLinesImporter.version),
    ])
    bytes += Array((head + "\n").utf8)
  }

  func write(_ record: ImportedRecord, into bytes: inout [UInt8]) -> Bool {
    let line = JSONOutput.object([
      ("id", JSONOutput.text(record.id)), ("list", record.list.map(JSONOutput.text)),
      ("hashes", Self.array(record.hashes.map { JSONOutput.text("pdq:\($0)") })),
      ("digests", Self.array(record.digests.map { JSONOutput.text("\($0.algorithm.rawValue):\($0.hex)") })),
      ("foreign", Self.array(record.foreignHashes.map(Self.object))),
      ("labels", Self.array(record.labels.map(Self.object))),
      ("state", record.state.map { JSONOutput.text($0.rawValue) }),
      ("state_word", record.stateWord.map(JSONOutput.text)),
      ("updated", record.updated.map { JSONOutput.text($0.text) }),
    ])
    bytes += Array((line + "\n").utf8)
    return true
  }

  /// Left out where there is nothing in it.
  private static func array(_ values: [String]) -> String? { values.isEmpty ? nil : JSONOutput.array(values) }

  private static func object(_ hash: ForeignHash) -> String {
    JSONOutput.object([("kind", JSONOutput.text(hash.kind)), ("value", JSONOutput.text(hash.value))])
  }

  private static func object(_ label: ImportedLabel) -> String {
    JSONOutput.object([
      ("scheme", label.scheme.map(JSONOutput.text)), ("version", label.version.map(JSONOutput.text)),
      ("code", JSONOutput.text(label.code)), ("jurisdiction", label.jurisdiction.map(JSONOutput.text)),
    ])
  }
}
