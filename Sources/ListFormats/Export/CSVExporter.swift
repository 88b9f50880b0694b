import ContentDigests
import HashCore
import Matcher

/// Comma-separated values with a header, everything but labels and ids that hold what separates them.
struct CSVExporter: ListExporter {
  static let name = CSVImporter.name

  func begin(into bytes: inout [UInt8]) {
    bytes += Array("id,list,pdq,md5,sha1,sha256,hashes,labels,state,state_word,updated\n".utf8)
  }

  func write(_ record: ImportedRecord, into bytes: inout [UInt8]) -> Bool {
    let labels = record.labels.map(\.text)
    let names = [record.id, record.list, record.stateWord].compactMap { $0 }
    guard labels.allSatisfy({ !$0.contains(",") }), (labels + names).allSatisfy(Self.standsAlone) else {
      return false
    }
    let digests = DigestAlgorithm.allCases.map { algorithm in
      record.digests.filter { $0.algorithm == algorithm }.map(\.hex).joined(separator: " ")
    }
    let fields =
      [record.id, record.list ?? "", record.hashes.map(\.description).joined(separator: " ")] + digests + [
        record.foreignHashes.map(Self.word).joined(separator: " "), labels.joined(separator: ","),
        record.state?.rawValue ?? "", record.stateWord ?? "", record.updated?.text ?? "",
      ]
    bytes += Array((fields.map(Self.quoted).joined(separator: ",") + "\n").utf8)
    return true
  }

  /// Whether a reader finds the text again: it holds something, and no spaces at its ends.
  private static func standsAlone(_ text: String) -> Bool { !text.isEmpty && text.trimmedOfSpaces == text }

  /// `kind:value`, with spaces encoded.
  private static func word(_ hash: ForeignHash) -> String {
    let value = hash.value.replacing("%", with: "%25").replacing(" ", with: "%20")
    return "\(hash.kind):\(value)"
  }

  private static func quoted(_ field: String) -> String {
    guard field.utf8.contains(where: { [0x0a, 0x0d, 0x22, 0x2c, 0x3b, 0x09].contains($0) }) else {
      return field
    }
    return "\"\(field.replacing("\"", with: "\"\""))\""
  }
}
