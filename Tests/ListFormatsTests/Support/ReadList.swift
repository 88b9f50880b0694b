import ListFormats

/// Everything that a file gave.
struct ReadList: Equatable {
  var records: [ImportedRecord] = []
  var refusals: [Refusal] = []
  var warnings: [ImportWarning] = []
  var summary: ImportSummary?
  var error: ImportError?

  /// Reads `pieces`, one after the other.
  init(_ pieces: [ArraySlice<UInt8>], as importer: any ListImporter.Type, options: ImportOptions) {
    var run = ListImport(importer, options: options)
    var batch = ImportBatch()
    do throws(ImportError) {
      for piece in pieces {
        try run.read(Array(piece).span, into: &batch)
        take(batch)
      }
      summary = try run.finish(into: &batch)
      take(batch)
      warnings = summary!.warnings
    } catch {
      self = ReadList(error)

    }
  }

  /// What was read before an error is nothing: it may not take effect.
  private init(_ error: ImportError) { self.error = error }

  init(
    _ bytes: [UInt8], as importer: any ListImporter.Type, cutAt cut: Int = 0,
    options: ImportOptions = ImportOptions()
  ) {
    self.init([bytes[..<cut], bytes[cut...]], as: importer, options: options)
  }

  init(
    _ text: String, as name: String, options: ImportOptions = ImportOptions()
  ) throws {
    self.init(Array(text.utf8), as: try ImporterRegistry.importer(named: name), options: options)
  }

  private mutating func take(_ batch: ImportBatch) {
    records += batch.records
    refusals += batch.refusals
  }

  /// One line each, as in the expectations of `Vectors/lists`.
  var lines: [String] {
    records.map(\.line) + refusals.map { "refused\t\($0)" } + warnings.map { "warning\t\($0)" }
      + (error.map { ["error\t\($0)"] } ?? [])
  }
}

extension ImportedRecord {
  fileprivate var line: String {
    var fields = ["record", id]
    if let list { fields.append("list=\(list)") }
    fields += hashes.map { "pdq:\($0)" }
    fields += digests.map { "\($0.algorithm):\($0.hex)" }
    fields += foreignHashes.map { "\($0.kind):\($0.value)" }
    fields += labels.map { "label=\($0.text)" }
    if let state { fields.append("state=\(state)" + (stateWord.map { " \($0)" } ?? "")) }
    if let updated { fields.append("updated=\(updated.text)") }
    return fields.joined(separator: "\t")
  }
}
