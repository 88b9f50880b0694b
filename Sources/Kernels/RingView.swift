import CKernels

/// One index's ring tables in memory, checked once: what the walk reads.
///
/// SAFETY: the buffers given to init are checked there against the shape, and stay valid by its contract;
/// `flips` is allocated by init and freed by deinit. Nothing is written after init.
@safe public final class RingView: @unchecked Sendable {
  public let shape: RingShape
  public let rowCount: Int
  let ring: matchd_ring
  private let flips: UnsafeMutableBufferPointer<UInt32>

  /// - Parameter eagerLineCount: lines of each bucket to ask for ahead, cut to 1...linesPerBucket; what fits
  ///   the number of rows unless it is given.
  /// - Precondition: each buffer has the length that the shape and the number of rows ask for.
  /// - Warning: the buffers must stay valid and unchanged as long as the view is used. Any bytes will do:
  ///   what the walk reads from them is cut to the buffers before it is used.
  @unsafe public init(
    _ shape: RingShape, eagerLineCount: Int? = nil, rows: UnsafeRawBufferPointer,
    buckets: UnsafeRawBufferPointer, numbers: UnsafeRawBufferPointer, overflow: UnsafeRawBufferPointer
  ) {
    let rowCount = rows.count / 32
    precondition(rowCount <= Int(UInt32.max), "too many rows")
    precondition(buckets.count == shape.bucketsByteCount, "buckets of another length")
    precondition(
      numbers.count == shape.rowsByteCount(rowCount: rowCount), "row numbers of another length")
    let eager = eagerLineCount ?? shape.eagerLineCount(rowCount: rowCount)
    self.shape = shape
    self.rowCount = rowCount
    unsafe flips = .allocate(capacity: shape.bucketCount)
    _ = unsafe flips.initialize(from: shape.flips())
    unsafe ring = matchd_ring(
      rows: Self.bytes(rows), buckets: Self.bytes(buckets), numbers: Self.bytes(numbers),
      overflow: Self.bytes(overflow), overflow_slots: UInt64(overflow.count / 2), row_count: UInt32(rowCount),
      chunk_count: UInt32(shape.chunkCount), chunk_width: UInt32(shape.chunkWidth),
      lines: UInt32(shape.linesPerBucket), number_bytes: UInt32(shape.rowNumberByteCount),
      eager_lines: UInt32(max(1, min(eager, shape.linesPerBucket))), flips: flips.baseAddress)
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
          UnsafeRawPointer(words).assumingMemoryBound(to: UInt64.self), 1, UInt32(shape.chunkCount),
          UInt32(shape.chunkWidth), UnsafeMutableRawPointer(chunks).assumingMemoryBound(to: UInt16.self))
      }
    }
    return chunks
  }

  /// How many postings a bucket says it has; any bytes will do.
  ///
  /// - Precondition: `chunk` is below `chunkCount`, `value` below `bucketCount`.
  public func bucketSize(chunk: Int, value: Int) -> Int {
    precondition(chunk < shape.chunkCount && value < shape.bucketCount, "no such bucket")
    // SAFETY: the bucket exists, checked above, and what stands in it is checked before use.
    return unsafe withUnsafePointer(to: ring) {
      Int(unsafe matchd_ring_bucket_size($0, UInt32(chunk), UInt32(value)))
    }
  }
}
