import ContentDigests
import HashCore
import Kernels

/// Writes the sections of a file: ids as they come, everything else at the end.
struct IndexCompiler: ~Copyable {
  private var header: IndexHeader
  private var writer: SectionWriter
  /// Stays open until all ids are there.
  private var ids: OpenSection
  private let kernels: KernelTable

  init(_ target: IndexTarget, _ stamp: IndexStamp, _ kernels: KernelTable) throws(IndexError) {
    let most = HeaderLayout.asOf.byteCount
    guard stamp.asOf.utf8.count <= most else {
      throw IndexError(
        .asOf, path: target.name, expected: "at most \(most) bytes of as_of",
        found: "\(stamp.asOf.utf8.count)")
    }
    writer = try SectionWriter(target, kernels)
    ids = writer.begin(.ids)
    header = IndexHeader(stamp)
    self.kernels = kernels
  }

  /// Writes ids behind those that were written before.
  mutating func append(ids bytes: [UInt8]) throws(IndexError) { try writer.append(bytes, to: &ids) }

  /// Compiles what was gathered.
  ///
  /// - Parameter entries: gives the entries, and the items with their entry numbers; called when the hashes,
  ///   whose order does not depend on entries, have been sorted.
  consuming func finish(
    _ items: consuming IndexItems, _ tables: IndexWriter.Tables,
    entries: (inout IndexItems) -> EntrySections
  ) throws(IndexError) -> IndexHeader {
    let (nodes, ring) = try writeContent(&items, tables, entries)
    let digest = try writer.digestOfSections()
    let outcome = Result { () throws(IndexError) in
      try writeTree(nodes)
      if let ring { try writeRing(ring.value()) }
      try writer.writeBlockChecksums()
    }
    // Waited for even after a failure, since it reads the file.
    let contentDigest = digest.value()
    try outcome.get()
    header.contentDigest = try contentDigest.get()
    header.sections = writer.sections
    header.fileByteCount = writer.end
    let written = header
    try writer.finish(written)
    return written
  }

  /// What is digested; leaves the memory for the search tables, which are begun on another core meanwhile.
  private mutating func writeContent(
    _ items: inout IndexItems, _ tables: IndexWriter.Tables, _ entries: (inout IndexItems) -> EntrySections
  ) throws(IndexError) -> (nodes: [TreeNode], ring: Deferred<RingWriter>?) {
    let order = HashOrder(items.hashes, kernels)
    let ring = tables == .ringAndBK ? Deferred { [hashes = order.hashes] in RingWriter(hashes) } : nil
    var sections = entries(&items)
    let views = items.views.ranked()
    header.requiredFeatures = sections.features.union(views.names.isEmpty ? [] : .derivedHashes)
    try write(&sections)
    try write(RowTable(order, entries: items.hashEntries, views: views.numbers), views.names)
    for digests in items.digests { try write(digests) }
    return (order.nodes, ring)
  }

  private mutating func write(_ entries: inout EntrySections) throws(IndexError) {
    try append(ids: entries.takeIDs())
    writer.finish(ids)
    header.entryCount = entries.count
    header.listCount = entries.lists.count
    header.attributeSetCount = entries.attributeSetCount
    try writer.write(.idOffsets, entries.idOffsets)
    try writer.write(.idBases, entries.idBases)
    try writer.write(.entryAttributes, entries.attributes)
    let encoded = entries.encoded()
    header.suppressedCount = encoded.suppressed.count
    try writer.write(.lists, encoded.lists)
    try writer.write(.attributes, encoded.attributes)
    try writer.write(.names, encoded.names)
    try writer.write(.suppressed, encoded.suppressed)
  }

  private mutating func write(_ rows: RowTable, _ viewNames: [[UInt8]]) throws(IndexError) {
    header.hashCount = rows.hashes.count
    header.referenceCount = rows.references.count
    header.viewCount = viewNames.count
    var names: [UInt8] = []
    names.append(texts: viewNames)
    try writer.write(.views, names)
    try writer.write(.hashes, rows.hashes)
    try writer.write(.referenceOffsets, rows.referenceOffsets)
    try writer.write(.references, rows.references)
    try writer.write(.referenceViews, rows.referenceViews)
  }

  private mutating func write(_ digests: DigestRows) throws(IndexError) {
    var section = writer.begin(DigestTable(algorithm: digests.algorithm).section)
    let count = try digests.forEachPiece { (piece) throws(IndexError) in
      try writer.append(piece, to: &section)
    }
    writer.finish(section)
    switch digests.algorithm {
    case .md5: header.md5Count = count
    case .sha1: header.sha1Count = count
    case .sha256: header.sha256Count = count
    }
  }

  private mutating func writeTree(_ nodes: [TreeNode]) throws(IndexError) {
    header.treeNodeCount = nodes.count
    var bytes: [UInt8] = []
    bytes.reserveCapacity(nodes.count * TreeNodeLayout.byteCount)
    for node in nodes { node.encode(into: &bytes) }
    try writer.write(.treeNodes, bytes)
  }

  /// Buckets, then row numbers: both grow table by table, so the second starts where the first will end.
  private mutating func writeRing(_ ring: RingWriter) throws(IndexError) {
    header.ring = ring.shape
    var buckets = writer.begin(.ringBuckets)
    var rows = writer.begin(.ringRows, behind: buckets.offset + ring.shape.bucketsByteCount)
    var overflow: [UInt16] = []
    try ring.forEachTable { (table) throws(IndexError) in
      try writer.append(table.buckets, to: &buckets)
      try writer.append(table.numbers, to: &rows)
      overflow += table.overflow
    }
    try writer.append(RingShape.rowsPadding, to: &rows)
    writer.finish(buckets)
    writer.finish(rows)
    try writer.write(.ringHeavy, ring.heavyBits())
    try writer.write(.ringOverflow, overflow)
  }
}
