import ListFormats
import TestSupport
import Testing

/// Every format reads what `Vectors/generate/lists.py` wrote, and no more than that.
@Suite struct SampleTests {
  @Test func everyFormatHasASample() {
    #expect(Set(Sample.all.map(\.format)) == Set(ImporterRegistry.importers.map { $0.name }))
  }

  @Test(arguments: Sample.all) func theFormatIsTold(sample: Sample) throws {
    #expect(try ImporterRegistry.importer(of: sample.head()).name == sample.format)
  }

  @Test(arguments: Sample.all) func whatIsReadIsWhatIsThere(sample: Sample) throws {
    let importer = try ImporterRegistry.importer(named: sample.format)
    let list = ReadList(try sample.bytes, as: importer)
    #expect(list.lines == (try sample.expectation))
  }

  @Test(arguments: Sample.all) func everyCutGivesTheSame(sample: Sample) throws {
    let importer = try ImporterRegistry.importer(named: sample.format)
    let bytes = try sample.bytes
    let whole = ReadList(bytes, as: importer)
    for cut in Proof.some(of: Array(0...bytes.count), every: 5) {
      #expect(ReadList(bytes, as: importer, cutAt: cut) == whole, "cut at \(cut)")
    }
    let single = ReadList(bytes.indices.map { bytes[$0...$0] }, as: importer, options: ImportOptions())
    #expect(single == whole)
  }

  /// A file that breaks off is never taken for the whole, where its format has an end.
  @Test(arguments: ["vics", "stopncii", "threatexchange", "tat", "ncmec"])
  func aFileThatBreaksOffIsAnError(format: String) throws {
    let importer = try ImporterRegistry.importer(named: format)
    let sample = try #require(Sample.all.first { $0.format == format })
    let bytes = try sample.bytes
    let end = try #require(bytes.lastIndex { $0 != 0x0a })
    for cut in Proof.some(of: Array(1..<end), every: 11) {
      let list = ReadList(Array(bytes[..<cut]), as: importer)
      #expect(list.summary == nil || format == "stopncii", "cut at \(cut)")
    }
  }

  @Test func unknownNamesAndFilesAreExplained() throws {
    let unknown = #expect(throws: ImportError.self) { try ImporterRegistry.importer(named: "vicz") }
    #expect(unknown?.description.hasPrefix("expected one of text, jsonl, csv, ") == true)
    #expect(unknown?.description.hasSuffix(", found 'vicz'") == true)
    #expect(try ImporterRegistry.importer(named: "VICS").name == "vics")
    let head = FileHead(fileName: "notes.txt", bytes: Array("Nothing of a list.\n".utf8).span)
    let undetected = #expect(throws: ImportError.self) { try ImporterRegistry.importer(of: head) }
    #expect(undetected?.description.hasSuffix("say which: --format") == true)
  }
}
