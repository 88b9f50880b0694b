import ContentDigests
public import ListFormats

/// Files that were read and took no effect yet.
public final class StagedImport {
  let scratch: ImportScratch
  private var digester = SHA256Digester()
  private(set) var constantHashes: ConstantHashes?
  /// What was refused, by its words.
  public private(set) var refusalCounts: [String: Int] = [:]
  /// The first of what was refused, for people.
  public private(set) var refusals: [Refusal] = []
  /// Entries that were read, repeated ids among them.
  public private(set) var readCount = 0
  private var told: [ImportWarning] = []
  private var names: [String] = []
  private var batch = ImportBatch()

  private static let toldCountMax = 20

  /// Starts an import into a list of this store.
  public init(for store: ListStore) throws(StoreError) { scratch = try ImportScratch(in: store.folder) }

  /// What has to be known of the files before they take effect.
  public var warnings: [ImportWarning] { told + (SetParts.warning(among: names).map { [$0] } ?? []) }

  /// Whether the files say of themselves that they are not all there is.
  var isPartial: Bool {
    warnings.contains {
      switch $0 {
      case .morePages, .partsMissing, .countDiffers: true
      default: false
      }
    }
  }

  /// Of all bytes of all files.
  var digest: ContentDigest { digester.finish() }

  /// Reads a file to its end. O(n log n) in its entries; memory is bounded.
  ///
  /// - Parameters:
  ///   - name: the file's, by which some formats are told.
  ///   - format: what `ImporterRegistry` calls it; `nil`: as the file's beginning tells.
  ///   - options: what importers that ask are told.
  ///   - next: gives the next bytes, none at the end.
  /// - Returns: the format.
  /// - Throws: `ImportError`, `StoreError` or what `next` throws; nothing of the import may take effect then.
  public func read(
    name: String, format: String?, _ options: ImportOptions = ImportOptions(), _ next: () throws -> [UInt8]
  ) throws -> String {
    let head = try readHead(next)
    let importer =
      if let format { try ImporterRegistry.importer(named: format) } else {
        try ImporterRegistry.importer(of: FileHead(fileName: name, bytes: head.bytes.span))
      }
    var run = ListImport(importer, options: options)
    var (piece, isLast) = head
    while !piece.isEmpty {
      // SAFETY: single bytes have no padding, and the array outlives the span.
      digester.update(unsafe piece.span.bytes)
      try run.read(piece.span, into: &batch)
      try take()
      piece = isLast ? [] : try next()
      isLast = piece.isEmpty
    }
    let summary = try run.finish(into: &batch)
    try take()
    told += summary.warnings
    names.append(name)
    constantHashes = constantHashes?.union(summary.constantHashes) ?? summary.constantHashes
    return importer.name
  }

  /// As much as formats are told by, or all there is.
  private func readHead(_ next: () throws -> [UInt8]) throws -> (bytes: [UInt8], isAll: Bool) {
    var head: [UInt8] = []
    while head.count < ImportLimits.headByteCountMax {
      let piece = try next()
      if piece.isEmpty { return (head, true) }
      head += piece
    }
    return (head, false)
  }

  private func take() throws {
    try scratch.add(batch.records)
    readCount += batch.records.count
    for refusal in batch.refusals {
      refusalCounts[refusal.reason.kind, default: 0] += 1
      if refusals.count < Self.toldCountMax { refusals.append(refusal) }
    }
  }
}
