import Glibc
import HashCore
import ListFormats
import TestSupport
import Testing

@Suite struct ListImportTests {
  @Test func theSummaryCountsWhatWasLeftOut() throws {
    let sample = try #require(Sample.all.first { $0.format == "text" })
    let list = ReadList(try sample.bytes, as: try ImporterRegistry.importer(named: "text"))
    let summary = try #require(list.summary)
    #expect(summary.recordCount == 4)
    #expect(
      summary.refusalCounts == [
        "empty-file digest": 1, "bad field": 2, "implausible hash": 1, "unsupported kind": 1,
      ])
  }

  /// `MediaID` repeats in files of this kind: two files of one number are two entries, one file twice is one.
  @Test func repeatedNumbersAreNoIDs() throws {
    let list = try ReadList(
      #"{"odata.metadata":"/ProjectVic/DataModels/1.3.xml#Media","value":["#
        + #"{"MediaID":1,"MD5":"\#(md5("1"))","Category":1},{"MediaID":1,"MD5":"\#(md5("2"))"},"#
        + #"{"MediaID":2,"MD5":"\#(md5("1"))","Category":2}]}"#, as: "vics")
    #expect(list.records.map(\.id) == [md5("1"), md5("2"), md5("1")])
    let merged = list.records[0].merged(with: list.records[2])
    #expect(merged.labels.map(\.code) == ["1", "2"])
  }

  /// A second page of the same file replaces what the first said, whichever way its records stand.
  @Test func theLaterOfTwoRecordsOfOneIDCounts() throws {
    func image(_ tag: String, _ time: String) -> String {
      "<\(tag)><member id='1'/><id>a</id><timestamp>\(time)</timestamp>"
        + "<fingerprints><md5>\(md5("1"))</md5></fingerprints></\(tag)>"
    }
    let images = image("deletedImage", "2024-01-02") + image("image", "2024-01-01")
    let list = try ReadList("<queryResult><images>\(images)</images></queryResult>", as: "ncmec")
    #expect(list.records.count == 2)
    #expect(list.records[0].merged(with: list.records[1]).state == .withdrawn)
    #expect(list.records[1].merged(with: list.records[0]).state == .withdrawn)
  }

  @Test(arguments: [
    (["pdq": "2", "id": "1", "label:iwf": "3"], "record\ta\tpdq:\(PDQHash.madeUp(1))\tlabel=iwf:B"),
    (["hash:thing": "1", "pdq": "2"], "record\tpdq:\(PDQHash.madeUp(1))\tpdq:\(PDQHash.madeUp(1))\tthing:a"),
  ]) func columnsWithoutNamesAreMappedByNumber(columns: [String: String], line: String) throws {
    let list = try ReadList(
      "a;\(PDQHash.madeUp(1));B\n", as: "csv", options: ImportOptions(columns: columns))
    #expect(list.lines == [line])
  }

  @Test func columnsAreMappedByName() throws {
    let list = try ReadList(
      "Number;Picture Hash\n7;\(PDQHash.madeUp(1))\n", as: "csv",
      options: ImportOptions(columns: ["pdq": "picture hash", "id": "Number"]))
    #expect(list.lines == ["record\t7\tpdq:\(PDQHash.madeUp(1))"])
  }

  @Test(arguments: [
    (
      "a,b\n1,2\n", [:],
      "columns: expected a column of hashes or digests by its name, or a mapping, found a, b"
    ),
    ("a,md5\n", ["pdq": "c"], "columns: expected a column 'c', found a, md5"),
    (
      "a,md5\n", ["picture": "a"],
      "columns: expected COLUMN=FIELD with a field of hashes, id, labels, list, md5, pdq, sha1, sha256, "
        + "state, state_word, updated, hash:KIND or label:SCHEME, found picture"
    ),
    ("a,md5\n", ["pdq": "3"], "columns: expected a column '3', found a, md5"),
    ("MD5;SHA1\n", [:], ""),
  ]) func columnsThatAreNotThereAreExplained(text: String, columns: [String: String], message: String) throws
  {
    let list = try ReadList(text, as: "csv", options: ImportOptions(columns: columns))
    #expect(list.error?.description ?? "" == message)
  }

  @Test func anotherHeaderIsNotICSE() throws {
    let error = try #require(try ReadList("MD5;SHA1;x\n", as: "icse").error)
    #expect(error.description.hasPrefix("columns: expected MD5;SHA1;PhotoDNA;Image ID;"))
    #expect(error.description.hasSuffix(", found MD5, SHA1, x"))
  }

  /// However long the file, on one line: what is passed over takes no memory, and records are handed over as
  /// they come.
  @Test func memoryStaysFlat() throws {
    var run = ListImport(try ImporterRegistry.importer(named: "vics"))
    var batch = ImportBatch()
    let head = #"{"odata.metadata":"/ProjectVic/DataModels/1.3.xml#Media","value":["#
    try run.read(Array(head.utf8).span, into: &batch)
    let exif = #"{"PropertyName":"a","PropertyValue":"\#(String(repeating: "x", count: 1000))"},"#
    let piece = Array(String(repeating: exif, count: 1000).utf8)
    try run.read(Array(#"{"MD5":"\#(md5("1"))","Exifs":["#.utf8).span, into: &batch)
    let before = peakMemory
    for _ in 0..<Proof.count(40, long: 2000) {
      try run.read(piece.span, into: &batch)
      #expect(batch.records.isEmpty)
    }
    #expect(peakMemory - before < 16 << 20)
    try run.read(Array("0]}]}".utf8).span, into: &batch)
    #expect(batch.records.map(\.id) == [md5("1")])
  }

  /// Bytes of memory that this process had at most.
  private var peakMemory: Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss << 10
  }

  private func md5(_ digit: String) -> String { String(repeating: digit, count: 32) }
}
