import ContentDigests
import HashCore
import Matcher

/// A hash set in the shape of VICS 2.0, compatible and not certified, as one JSON text.
///
/// An item is told by its MD5, so that a record without one is not written. PDQ hashes and further digests
/// stand among the alternative hashes, which is an extension of this project. Of labels only those of the
/// scheme's own version and profile are written; the model has no states.
struct VICSExporter: ListExporter {
  static let name = VICSImporter.name

  static let version = "2.0"
  private static let context =
    "http://github.com/VICSDATAMODEL/ProjectVic/DataModels/\(version).xml/Default/$metadata#Media"

  private var count = 0

  func begin(into bytes: inout [UInt8]) {
    bytes += Array("{\"@odata.context\":\(JSONOutput.text(Self.context)),\"value\":[".utf8)
  }

  mutating func write(_ record: ImportedRecord, into bytes: inout [UInt8]) -> Bool {
    guard record.isAnswering, let md5 = record.digests.first(where: { $0.algorithm == .md5 }) else {
      return false
    }
    count += 1
    let codes = Self.codes(of: record)
    let hashes = Self.alternativeHashes(of: record, besides: md5)
    let fields: [(key: String, value: String?)] =
      [
        ("MediaID", "\(count)"),
        ("Category", codes.first { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
        ("MD5", JSONOutput.text(md5.hex.uppercased())),
        ("DateUpdated", record.updated.map { JSONOutput.text($0.text) }),
        ("AlternativeHashes", hashes.isEmpty ? nil : JSONOutput.array(hashes)),
      ] + VICSImporter.flags.sorted().filter(codes.contains).map { ($0, "true") }
    bytes += Array(((count > 1 ? "," : "") + "\n" + JSONOutput.object(fields)).utf8)
    return true
  }

  func end(into bytes: inout [UInt8]) { bytes += Array("\n]}\n".utf8) }

  private static func codes(of record: ImportedRecord) -> [String] {
    record.labels.filter { $0.scheme == name && $0.version == version && $0.jurisdiction == nil }.map(\.code)
  }

  private static func alternativeHashes(of record: ImportedRecord, besides md5: ContentDigest) -> [String] {
    let values =
      record.hashes.map { ("PDQ", "\($0)") }
      + record.digests.filter { $0 != md5 }.map { ($0.algorithm.rawValue.uppercased(), $0.hex) }
      + record.foreignHashes.map { ($0.kind == "photodna" ? "PhotoDNA" : $0.kind, $0.value) }
    return values.map { name, value in
      JSONOutput.object([("HashName", JSONOutput.text(name)), ("HashValue", JSONOutput.text(value))])
    }
  }
}
