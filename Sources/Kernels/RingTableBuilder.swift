import CKernels

/// Builds the ring tables of rows, one table at a time. Tables are independent of each other.
public struct RingTableBuilder: Sendable {
  public let rowCount: Int
  public let chunkWidth: Int
  /// Chunk c of row i at c x rowCount + i; those of table 0 again behind the last table's.
  private let chunks: [UInt16]

  /// Cuts rows of 32 bytes into chunks. O(rows), 34 bytes a row where chunks have 16 bits.
  public init(rows: RawSpan, chunkWidth: Int) {
    precondition(RingShape.chunkWidths.contains(chunkWidth), "chunks have \(RingShape.chunkWidths) bits")
    let (rowCount, chunkCount) = (rows.byteCount / 32, 256 / chunkWidth)
    self.rowCount = rowCount
    self.chunkWidth = chunkWidth
    // SAFETY: the kernel reads 32 bytes a row, aligned to words as hashes and sections are, and writes
    // chunkCount + 1 chunks for each.
    chunks = unsafe [UInt16](unsafeUninitializedCapacity: (chunkCount + 1) * rowCount) { out, used in
      unsafe rows.withUnsafeBytes { rows in
        guard let base = rows.baseAddress else { return }
        unsafe matchd_ring_prepare(
          base.assumingMemoryBound(to: UInt64.self), rowCount, UInt32(chunkCount), UInt32(chunkWidth),
          out.baseAddress)
      }
      used = (chunkCount + 1) * rowCount
    }
  }

  /// How many rows fall into each bucket of a table. O(rows).
  public func bucketSizes(chunk: Int) -> [UInt32] {
    var sizes = [UInt32](repeating: 0, count: 1 << chunkWidth)
    // SAFETY: a chunk has rowCount values below 2^chunkWidth.
    unsafe withValues(ofChunk: chunk) { unsafe matchd_ring_count($0, UInt32(rowCount), &sizes) }
    return sizes
  }

  /// How many 16-bit slots of overflow a table with these bucket sizes needs.
  public static func overflowSlotCount(_ sizes: [UInt32], linesPerBucket: Int) -> Int {
    // SAFETY: the kernel reads as many sizes as the array has.
    unsafe sizes.withUnsafeBufferPointer { sizes in
      Int(unsafe matchd_ring_overflow_slots(sizes.baseAddress, UInt32(sizes.count), UInt32(linesPerBucket)))
    }
  }

  /// One table's bytes.
  public struct Table: Sendable {
    public var buckets: [UInt8]
    public var numbers: [UInt8]
    public var overflow: [UInt16]
  }

  /// Fills a table. O(rows), 8 bytes a row beside the table.
  ///
  /// - Parameters:
  ///   - sizes: as `bucketSizes` counted them.
  ///   - overflowStart: how many slots of overflow the tables before this one have.
  public func table(_ shape: RingShape, chunk: Int, sizes: [UInt32], overflowStart: Int) -> Table {
    precondition(shape.chunkWidth == chunkWidth, "a shape with other chunks")
    precondition(sizes.count == shape.bucketCount, "sizes of another shape")
    var sizes = sizes
    var table = Table(
      buckets: [UInt8](repeating: 0, count: shape.tableByteCount),
      numbers: [UInt8](repeating: 0, count: rowCount * shape.rowNumberByteCount),
      overflow: [UInt16](
        repeating: 0, count: Self.overflowSlotCount(sizes, linesPerBucket: shape.linesPerBucket)))
    var target = matchd_ring_table(
      chunk_width: UInt32(chunkWidth), lines: UInt32(shape.linesPerBucket),
      number_bytes: UInt32(shape.rowNumberByteCount), overflow_start: UInt64(overflowStart))
    // SAFETY: every buffer has the length that the kernel asks for, and `sizes` are those of the chunk.
    unsafe withUnsafeTemporaryAllocation(of: matchd_ring_posting.self, capacity: rowCount) { postings in
      unsafe withValues(ofChunk: chunk) { values in
        unsafe matchd_ring_fill(
          values, values.advanced(by: rowCount), UInt32(rowCount), &target, postings.baseAddress, &sizes,
          &table.buckets, &table.numbers, &table.overflow)
      }
    }
    return table
  }

  /// The values of a chunk, rowCount of them; the next chunk's stand behind them.
  private func withValues(ofChunk chunk: Int, _ body: (UnsafePointer<UInt16>) -> Void) {
    precondition(chunk < 256 / chunkWidth, "a table for each chunk")
    // SAFETY: there are chunkCount + 1 chunks of rowCount values, and chunk is below chunkCount.
    unsafe chunks.withUnsafeBufferPointer { values in
      if let base = values.baseAddress { unsafe body(base + chunk * rowCount) }
    }
  }
}
