import ContentDigests
import HashCore
import Kernels

/// Turns what an `IndexWriter` gathered into the sections of a file.
struct IndexCompiler: ~Copyable {
  var header = IndexHeader()
  private var writer: SectionWriter
  private let kernels: KernelTable

  init(replacing path: String, _ kernels: KernelTable) throws(IndexError) {
    writer = try SectionWriter(replacing: path, kernels)
    self.kernels = kernels
  }

  consuming func write(_ items: IndexWriter, _ tables: IndexWriter.Tables) throws(IndexError) -> IndexHeader {
    let (nodes, ring) = try writeRowsAndEntries(items, tables)
    let digest = try writer.digestOfSections()
    let outcome = Result { () throws(IndexError) in
      try writeTree(nodes)
      if let ring { try writeRing(ring.value()) }
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
  private mutating func writeRowsAndEntries(
    _ items: IndexWriter, _ tables: IndexWriter.Tables
  ) throws(IndexError) -> (nodes: [TreeNode], ring: Deferred<RingWriter>?) {
    let numbering = Deferred { items.entries.numbered() }
    let order = HashOrder(items.hashes, kernels)
    let ring = tables == .ringAndBK ? Deferred { [hashes = order.hashes] in RingWriter(hashes) } : nil
    let entries = numbering.value()
    let rows = RowTable(order, entries: items.hashRecords.map { entries.numbers[Int($0)] })
    try write(rows)
    try write(entries)
    for algorithm in DigestAlgorithm.allCases {
      try write(items.digests[algorithm] ?? [], DigestTable(algorithm: algorithm), entries)
    }
    return (order.nodes, ring)
  }

  private mutating func write(_ rows: RowTable) throws(IndexError) {
    header.hashCount = rows.hashes.count
    header.referenceCount = rows.references.count
    try writer.write(.hashes, rows.hashes)
    try writer.write(.referenceOffsets, rows.referenceOffsets)
    try writer.write(.references, rows.references)
  }

  private mutating func write(_ entries: NumberedEntries) throws(IndexError) {
    header.entryCount = entries.count
    header.listCount = entries.lists.count
    header.attributeSetCount = entries.attributeSets.count
    try writer.write(.idOffsets, entries.idOffsets)
    try writer.write(.idBases, entries.idBases)
    try writer.write(.entryAttributes, entries.attributes)
    try writer.write(.ids, entries.ids)
    let encoded = entries.encodedNames()
    try writer.write(.lists, encoded.lists)
    try writer.write(.attributes, encoded.attributes)
    try writer.write(.names, encoded.names)
  }

  private mutating func write(
    _ digests: [(digest: ContentDigest, record: UInt32)], _ table: DigestTable, _ entries: NumberedEntries
  ) throws(IndexError) {
    var records = digests.map { $0.digest.bytes + bigEndianBytes(entries.numbers[Int($0.record)]) }
    records.sort { $0.lexicographicallyPrecedes($1) }
    var bytes: [UInt8] = []
    var count = 0
    for run in Runs(in: 0..<records.count, where: { [records] in records[$0] == records[$1] }) {
      let record = records[run.lowerBound]
      bytes.append(contentsOf: record.dropLast(4))
      bytes.append(contentsOf: record.suffix(4).reversed())
      count += 1
    }
    switch table.algorithm {
    case .md5: header.md5Count = count
    case .sha1: header.sha1Count = count
    case .sha256: header.sha256Count = count
    }
    try writer.write(table.section, bytes)
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

private func bigEndianBytes(_ number: UInt32) -> [UInt8] {
  (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) }
}
