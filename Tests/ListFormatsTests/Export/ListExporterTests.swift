import ContentDigests
import HashCore
import ListFormats
import Matcher
import TestSupport
import Testing

/// Importing an export gives the same records, as far as the format can say them.
@Suite struct ListExporterTests {
  private static let names = [
    "a", "x-1", "é 日", "semi;colon", "quote \" here", "tab\tend", "100%25", "a:b@c",
  ]

  /// Records of every kind, drawn from a seed.
  private static func records(_ count: Int, names: [String] = names) -> [ImportedRecord] {
    var numbers = SeededGenerator(seed: 9)
    func name() -> String { names[numbers.below(names.count)] }
    func few<Value>(_ value: (Int) -> Value) -> [Value] {
      (0..<numbers.below(3)).map { _ in value(numbers.below(1_000_000)) }
    }
    return (0..<count).map { number in
      ImportedRecord(
        id: "\(name()) \(number)", list: numbers.below(2) == 0 ? nil : name(),
        hashes: few(PDQHash.madeUp), digests: [digest(.md5, number)] + few { digest(.sha1, $0) },
        foreignHashes: few { ForeignHash(kind: "photodna", value: "b c%\($0)") },
        labels: few { ImportedLabel(scheme: $0 % 2 == 0 ? "site" : nil, code: "\(name())\($0)") },
        state: numbers.below(4) == 0 ? nil : EntryState.allCases[numbers.below(4)],
        stateWord: numbers.below(2) == 0 ? nil : name(),
        updated: numbers.below(2) == 0 ? nil : SourceTime(seconds: numbers.below(2_000_000_000)))
    }
  }

  private static func digest(_ algorithm: DigestAlgorithm, _ number: Int) -> ContentDigest {
    ContentDigest(
      algorithm,
      bytes: (0..<algorithm.byteCount).map { UInt8(truncatingIfNeeded: number >> (8 * ($0 % 3)) + $0) })
  }

  /// The bytes of an export, and the records that it says.
  private func export(_ records: [ImportedRecord], as name: String) throws -> ([UInt8], [ImportedRecord]) {
    var exporter = try ExporterRegistry.exporter(named: name).init()
    var bytes: [UInt8] = []
    exporter.begin(into: &bytes)
    var written: [ImportedRecord] = []
    for record in records {
      let before = bytes.count
      if exporter.write(record, into: &bytes) {
        written.append(record)
      } else {
        #expect(bytes.count == before)
      }
    }
    exporter.end(into: &bytes)
    #expect(!written.isEmpty)
    return (bytes, written)
  }

  /// What was read, records of one id together; the format is told from the bytes.
  private func read(_ bytes: [UInt8], _ name: String) throws -> [ImportedRecord] {
    let importer = try ImporterRegistry.importer(of: FileHead(fileName: "", bytes: bytes.span))
    #expect(importer.name == name)
    let list = ReadList(bytes, as: importer)
    #expect(list.error == nil && list.refusals.isEmpty && list.warnings.isEmpty)
    var merged: [ImportedRecord] = []
    for record in list.records {
      if let last = merged.last, last.id == record.id {
        merged[merged.count - 1] = last.merged(with: record)
      } else {
        merged.append(record)
      }
    }
    return merged
  }

  @Test func jsonLinesSayEverything() throws {
    let records = Self.records(200)
    let (bytes, written) = try export(records, as: "jsonl")
    #expect(written == records)
    #expect(try read(bytes, "jsonl") == records)
  }

  @Test func csvSaysEverythingButSeparatorsWithinNames() throws {
    let (bytes, written) = try export(Self.records(200), as: "csv")
    #expect(written.count == 200)
    #expect(try read(bytes, "csv") == written)
    for label in ["a,b", " a"] {
      let other = ImportedRecord(id: "x", hashes: [.madeUp(1)], labels: [ImportedLabel(code: label)])
      #expect(try export([other] + Self.records(1), as: "csv").1.count == 1)
    }
  }

  @Test func textLinesSayWhatIsLookedUp() throws {
    let (bytes, written) = try export(Self.records(200), as: "text")
    let expected = written.map { record in
      ImportedRecord(
        id: record.id, list: record.list, hashes: record.hashes, digests: record.digests,
        labels: record.labels)
    }
    #expect(written.allSatisfy { $0.state == nil || $0.state == .confirmed })
    #expect(try read(bytes, "text") == expected)
  }

  @Test func txSaysHashesAlone() throws {
    let (bytes, written) = try export(Self.records(200), as: "tx")
    let read = try read(bytes, "tx")
    #expect(read.flatMap(\.hashes) == written.flatMap(\.hashes))
    #expect(Set(read.flatMap(\.digests)) == Set(written.flatMap(\.digests)))
  }

  @Test func vicsSaysWhatItsModelHas() throws {
    var records = Self.records(200)
    for index in records.indices where index % 2 == 0 {
      records[index].labels.append(ImportedLabel(scheme: "vics", version: "2.0", code: "\(index % 5)"))
      records[index].labels.append(ImportedLabel(scheme: "vics", version: "2.0", code: "IsDistributed"))
    }
    let (bytes, written) = try export(records, as: "vics")
    let expected = written.map { record in
      ImportedRecord(
        id: record.digests[0].hex, hashes: record.hashes, digests: record.digests,
        foreignHashes: record.foreignHashes, labels: record.labels.filter { $0.scheme == "vics" },
        updated: record.updated)
    }
    #expect(try read(bytes, "vics") == expected)
  }

  @Test func recordsThatDoNotAnswerAreNotMadeToAnswer() throws {
    let confirmed = ImportedRecord(id: "a", hashes: [.madeUp(1)], digests: [Self.digest(.md5, 1)])
    for name in ["text", "tx", "vics"] {
      for state in EntryState.allCases where state != .confirmed {
        var other = confirmed
        other.state = state
        #expect(try export([confirmed, other], as: name).1 == [confirmed])
      }
    }
  }

  @Test func unknownFormatsAreExplained() {
    let error = #expect(throws: ImportError.self) { try ExporterRegistry.exporter(named: "ncmec") }
    #expect(error?.description == "expected one of text, jsonl, csv, tx, vics, found 'ncmec'")
  }
}
