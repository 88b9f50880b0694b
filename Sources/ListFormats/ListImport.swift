import HashCore

/// Reads one file of a partner from its first byte to its last: decodes its text, hands it to the importer of
/// its format, and watches for what shows only over many records.
///
/// Memory is bounded whatever the file holds; O(n) in its length.
public struct ListImport: Sendable {
  private var decoder = TextDecoder()
  private var importer: any ListImporter
  private var census = HashCensus()
  private var summary = ImportSummary()

  public init(_ importer: any ListImporter.Type, options: ImportOptions = ImportOptions()) {
    self.importer = importer.init(options)
  }

  /// Reads on, and replaces what `batch` holds by what this piece of the file gave.
  ///
  /// - Throws: why the file cannot be read. Nothing of it may take effect then.
  public mutating func read(_ bytes: Span<UInt8>, into batch: inout ImportBatch) throws(ImportError) {
    batch.removeAll()
    var text: [UInt8] = []
    decoder.decode(bytes, into: &text)
    try importer.read(text.span, into: &batch)
    count(batch)
  }

  /// Reads the end: what it gives replaces what `batch` holds. The summary is of the whole file.
  public mutating func finish(into batch: inout ImportBatch) throws(ImportError) -> ImportSummary {
    batch.removeAll()
    var text: [UInt8] = []
    decoder.finish(into: &text)
    try importer.read(text.span, into: &batch)
    try importer.finish(into: &batch)
    count(batch)
    summary.constantHashes = census.constantHashes
    return summary
  }

  private mutating func count(_ batch: ImportBatch) {
    summary.recordCount += batch.records.count
    for refusal in batch.refusals { summary.refusalCounts[refusal.reason.kind, default: 0] += 1 }
    summary.warnings.appendMissing(of: batch.warnings)
    for record in batch.records { census.count(record) }
  }
}

/// What a whole file gave.
public struct ImportSummary: Hashable, Sendable {
  /// Records handed over, repeated ids among them.
  public internal(set) var recordCount = 0
  /// By `Refusal.Reason.kind`.
  public internal(set) var refusalCounts: [String: Int] = [:]
  /// Each once.
  public internal(set) var warnings: [ImportWarning] = []
  /// Hashes that say nothing, which is known only at the end: the caller takes them out of the records that
  /// it was handed, with `ConstantHashes.remove`.
  public internal(set) var constantHashes = ConstantHashes()
}
