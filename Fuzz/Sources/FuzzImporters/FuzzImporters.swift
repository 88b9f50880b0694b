import ListFormats

/// Any bytes as a list of every format: however they are cut, records, refusals, warnings and errors are the
/// same, and what was read is read again from an export with everything.
///
/// The first byte is the size of the pieces, the rest what they hold.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzImporters(_ start: UnsafePointer<UInt8>?, _ byteCount: Int) -> CInt {
  // SAFETY: libFuzzer hands over `byteCount` bytes that live until the return.
  let input = unsafe Array(UnsafeBufferPointer(start: start, count: byteCount))
  guard let pieceSize = input.first else { return 0 }
  let list = Array(input.dropFirst())
  for importer in ImporterRegistry.importers {
    _ = importer.recognizes(FileHead(fileName: "list.csv", bytes: list.span))
    let whole = ReadList(list, as: importer, pieceSize: .max)
    precondition(ReadList(list, as: importer, pieceSize: 1 + Int(pieceSize)) == whole, "other pieces")
    precondition(
      ReadList(whole.exported, as: JSONLines.importer, pieceSize: .max) == whole.alone, "read otherwise")
  }
  return 0
}

private enum JSONLines {
  static let importer = ImporterRegistry.importers.first { $0.name == "jsonl" }!
  static let exporter = ExporterRegistry.exporters.first { $0.name == "jsonl" }!
}

/// What a list gave.
private struct ReadList: Equatable {
  var records: [ImportedRecord] = []
  var refusals: [Refusal] = []
  var warnings: [ImportWarning] = []
  var error: ImportError?

  init(_ list: [UInt8], as importer: any ListImporter.Type, pieceSize: Int) {
    var run = ListImport(importer)
    do throws(ImportError) {
      var batch = ImportBatch()
      var place = 0
      while place < list.count {
        let end = place + min(pieceSize, list.count - place)
        try run.read(list.span.extracting(place..<end), into: &batch)
        take(batch)
        place = end
      }
      warnings = try run.finish(into: &batch).warnings
      take(batch)
    } catch {
      self = ReadList(error)
    }
  }

  /// What was read before an error is nothing.
  private init(_ error: ImportError) { self.error = error }

  private mutating func take(_ batch: ImportBatch) {
    records += batch.records
    refusals += batch.refusals
  }

  /// The records without what was refused beside them.
  var alone: ReadList {
    var list = self
    (list.refusals, list.warnings, list.error) = ([], [], nil)
    return list
  }

  var exported: [UInt8] {
    var exporter = JSONLines.exporter.init()
    var bytes: [UInt8] = []
    exporter.begin(into: &bytes)
    for record in records { precondition(exporter.write(record, into: &bytes), "everything is said") }
    exporter.end(into: &bytes)
    return bytes
  }
}
