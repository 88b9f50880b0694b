import CKernels

/// Builds the ring tables of rows, one table at a time. Tables are independent of each other.
public struct RingTableBuilder: Sendable {
  public let geometry: RingGeometry

  public init(_ geometry: RingGeometry) { self.geometry = geometry }

  /// How many rows fall into each bucket of a table of chunks of `chunkWidth` bits. O(rows).
  public static func bucketSizes(rows: RawSpan, chunk: Int, chunkWidth: Int) -> [UInt32] {
    var sizes = [UInt32](repeating: 0, count: 1 << chunkWidth)
    // SAFETY: the kernel reads 32 bytes a row and counts into 2^chunkWidth places.
    unsafe rows.withUnsafeBytes { rows in
      guard let base = rows.baseAddress else { return }
      unsafe sizes.withUnsafeMutableBufferPointer { sizes in
        unsafe matchd_ring_count(
          base.assumingMemoryBound(to: UInt8.self), UInt32(rows.count / 32), UInt32(chunk),
          UInt32(chunkWidth), sizes.baseAddress)
      }
    }
    return sizes
  }

  /// How many 16-bit slots of overflow a table with these bucket sizes needs.
  public func overflowSlotCount(_ sizes: [UInt32]) -> Int {
    // SAFETY: the kernel reads as many sizes as the array has.
    unsafe sizes.withUnsafeBufferPointer { sizes in
      Int(
        unsafe matchd_ring_overflow_slots(
          sizes.baseAddress, UInt32(sizes.count), UInt32(geometry.linesPerBucket)))
    }
  }

  /// One table's bytes.
  public struct Table: Sendable {
    public var buckets: [UInt8]
    public var numbers: [UInt8]
    public var overflow: [UInt16]
  }

  /// Fills a table. O(rows).
  ///
  /// - Parameters:
  ///   - sizes: as `bucketSizes` counted them.
  ///   - overflowStart: how many slots of overflow the tables before this one have.
  public func table(rows: RawSpan, chunk: Int, sizes: [UInt32], overflowStart: Int) -> Table {
    precondition(sizes.count == geometry.bucketCount, "sizes of another geometry")
    let rowCount = rows.byteCount / 32
    var sizes = sizes
    var table = Table(
      buckets: [UInt8](repeating: 0, count: geometry.tableByteCount),
      numbers: [UInt8](repeating: 0, count: rowCount * geometry.rowNumberByteCount),
      overflow: [UInt16](repeating: 0, count: overflowSlotCount(sizes)))
    var shape = matchd_ring_table(
      chunk: UInt32(chunk), chunk_count: UInt32(geometry.chunkCount),
      chunk_width: UInt32(geometry.chunkWidth),
      lines: UInt32(geometry.linesPerBucket), number_bytes: UInt32(geometry.rowNumberByteCount),
      overflow_start: UInt64(overflowStart))
    // SAFETY: every buffer has the length that the kernel asks for, and `sizes` are those of `rows`.
    unsafe rows.withUnsafeBytes { rows in
      unsafe matchd_ring_fill(
        rows.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt32(rowCount), &shape, &sizes,
        &table.buckets, &table.numbers, &table.overflow)
    }
    return table
  }
}
