import CKernels

/// One index's ring tables in memory, checked once: what the walk reads.
@safe public final class RingView: @unchecked Sendable {
  public let geometry: RingGeometry
  public let rowCount: Int
  // SAFETY: the buffers given to init are checked there against the geometry, and stay valid by its contract;
  // `flips` is allocated by init and freed by deinit. Nothing is written after init.
  let record: matchd_ring
  private let flips: UnsafeMutableBufferPointer<UInt32>

  /// - Precondition: each buffer has the length that the geometry and the number of rows ask for.
  /// - Warning: the buffers must stay valid and unchanged as long as the view is used. Any bytes will do:
  ///   what the
  ///   walk reads from them is cut to the buffers before it is used.
  @unsafe public init(
    _ geometry: RingGeometry, rows: UnsafeRawBufferPointer, buckets: UnsafeRawBufferPointer,
    numbers: UnsafeRawBufferPointer, overflow: UnsafeRawBufferPointer
  ) {
    let rowCount = rows.count / 32
    precondition(rowCount <= Int(UInt32.max), "too many rows")
    precondition(
      buckets.count == geometry.chunkCount * geometry.tableByteCount, "buckets of another length")
    precondition(
      numbers.count == geometry.chunkCount * rowCount * geometry.rowNumberByteCount + 4,
      "row numbers of another length")
    self.geometry = geometry
    self.rowCount = rowCount
    unsafe flips = .allocate(capacity: geometry.bucketCount)
    _ = unsafe flips.initialize(from: geometry.flips())
    unsafe record = matchd_ring(
      rows: Self.bytes(rows), buckets: Self.bytes(buckets), numbers: Self.bytes(numbers),
      overflow: Self.bytes(overflow), overflow_slots: UInt64(overflow.count / 2), row_count: UInt32(rowCount),
      chunk_count: UInt32(geometry.chunkCount), chunk_width: UInt32(geometry.chunkWidth),
      lines: UInt32(geometry.linesPerBucket), number_bytes: UInt32(geometry.rowNumberByteCount),
      eager_lines: UInt32(geometry.eagerLineCount), flips: flips.baseAddress)
  }

  deinit { unsafe flips.deallocate() }

  private static func bytes(_ buffer: UnsafeRawBufferPointer) -> UnsafePointer<UInt8>? {
    unsafe buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
  }
}

extension RingView {
  /// The chunks of a hash, one for each table.
  public func chunks(of hash: (UInt64, UInt64, UInt64, UInt64)) -> InlineArray<33, UInt16> {
    var words: InlineArray<4, UInt64> = [hash.0, hash.1, hash.2, hash.3]
    var chunks = InlineArray<33, UInt16>(repeating: 0)
    // SAFETY: one query has 4 words and chunkCount + 1 chunks, at most 33.
    unsafe withUnsafePointer(to: &words) { words in
      unsafe withUnsafeMutablePointer(to: &chunks) { chunks in
        unsafe matchd_ring_prepare(
          UnsafeRawPointer(words).assumingMemoryBound(to: UInt64.self), 1, UInt32(geometry.chunkCount),
          UInt32(geometry.chunkWidth), UnsafeMutableRawPointer(chunks).assumingMemoryBound(to: UInt16.self))
      }
    }
    return chunks
  }
}
